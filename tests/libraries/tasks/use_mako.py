# Debian: python3-mako
from mako.lookup import TemplateLookup
from mako.template import Template

print(Template("""<%def name="row(x)"><td>${x | h}</td></%def>
% for i in range(3):
${row(i)}${capture(row, "<")}
% endfor
<% total = sum(items) %>${total} ${", ".join(map(str, items))}""").render(items=[1, 2, 3]))
lookup = TemplateLookup()
lookup.put_string("base.html", "<%block name='head'>base</%block>|${self.body()}")
lookup.put_string("page.html", "<%inherit file='base.html'/><%block name='head'>page</%block>text ${x}")
print(lookup.get_template("page.html").render(x="é"))
try:
    Template("${undefined_name}").render()
except NameError as error:
    print(error)
