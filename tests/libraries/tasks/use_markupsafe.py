# Debian: python3-markupsafe
from markupsafe import Markup, escape, escape_silent

print(escape("<a href='x'>&\"</a>"), repr(Markup("<b>%s</b>") % "<x>"), Markup("<i>{}</i>").format("&"), escape_silent(None) == "")
print(Markup("<p>a &amp; b</p>").striptags(), Markup("&lt;").unescape(), Markup("a") + "<", Markup(",").join(["<", Markup("<")]), Markup("abc")[1:])
