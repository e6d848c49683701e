# Debian: python3-html5lib
import html5lib

document = html5lib.parse("<p>one<p>two<table><tr><td>x</table><b><i>mis</b>nested</i>&eacute;<script>a<b</script>", namespaceHTMLElements=False)
print(html5lib.serialize(document, omit_optional_tags=False, quote_attr_values="always"))
print([element.tag for element in document.iter()])
print(html5lib.serialize(html5lib.parseFragment("<a href=x onclick=y>t</a><br>"), sanitize=True))
