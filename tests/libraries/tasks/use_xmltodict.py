# Debian: python3-xmltodict
import xmltodict

text = "<a x='1'><b>2</b><b>3</b><c/><d><e>t</e>tail</d></a>"
print(xmltodict.parse(text), xmltodict.parse(text, force_list=("c",), attr_prefix="_"))
print(xmltodict.unparse({"r": {"@id": "7", "i": ["x", {"#text": "y", "@k": "v"}], "n": None}}, pretty=True))
try:
    xmltodict.parse("<a><b></a>")
except Exception as error:
    print(type(error).__name__, error)
