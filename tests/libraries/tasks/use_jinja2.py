# Debian: python3-jinja2
import jinja2

environment = jinja2.Environment(loader=jinja2.DictLoader({
    "base": "<{% block title %}base{% endblock %}>{% block body %}{% endblock %}",
    "page": "{% extends 'base' %}{% macro row(x, n=2) %}[{{ x * n }}]{% endmacro %}{% block title %}{{ super() }}-page{% endblock %}"
            "{% block body %}{% for user in users if user.age > 20 %}{{ loop.index }}:{{ user.name|upper|e }}{{ row(user.age) }}{% else %}none{% endfor %}{% endblock %}",
}), autoescape=True, trim_blocks=True)
users = [{"name": "a<b>", "age": 30}, {"name": "c", "age": 10}, {"name": "d", "age": 40}]
print(environment.get_template("page").render(users=users))
print(environment.from_string("{{ items|groupby('k')|list }} {{ '%.2f'|format(x) }} {{ x|round(1) }} {{ names|join(', ') }}").render(
    items=[{"k": 1, "v": 2}, {"k": 1, "v": 3}], x=3.14159, names=["x", "y"]))
for source in "{{ a.b.c }}", "{% if %}", "{{ 1 / 0 }}":
    try:
        print(repr(environment.from_string(source).render()))
    except Exception as error:
        print(type(error).__name__, error)
