# pyexpat: every handler, settings, errors, entities, encodings; what is built upon it: sax, minidom, ElementTree, plistlib.
import io
import plistlib
import pyexpat
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
from xml.parsers import expat

document = '''<?xml version="1.0" encoding="iso-8859-1" standalone="no"?>
<?xml-stylesheet href="stylesheet.css"?>
<!-- comment data -->
<!DOCTYPE quotations SYSTEM "quotations.dtd" [
<!ELEMENT root (a?, (b|c+)*, d)>
<!ELEMENT e EMPTY>
<!ELEMENT m (#PCDATA|x)*>
<!ATTLIST root attr1 CDATA #REQUIRED attr2 (x|y) 'x' attr3 CDATA #IMPLIED>
<!NOTATION notation SYSTEM "notation.jpeg">
<!ENTITY acirc "&#226;">
<!ENTITY external_entity SYSTEM "entity.file">
<!ENTITY unparsed_entity SYSTEM "entity.file" NDATA notation>
%unparsed_entity;
]>
<root attr1="value1" attr2="y&#8000;">
<myns:subelement xmlns:myns="http://www.python.org/namespace">
     Contents of subelements
</myns:subelement>
<sub2><![CDATA[contents of CDATA section]]></sub2>
&external_entity;
&skipped_entity;
\xb5
</root>
'''
names = ['StartElementHandler', 'EndElementHandler', 'CharacterDataHandler', 'ProcessingInstructionHandler', 'UnparsedEntityDeclHandler', 'NotationDeclHandler',
         'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler', 'CommentHandler', 'StartCdataSectionHandler', 'EndCdataSectionHandler', 'DefaultHandler', 'NotStandaloneHandler',
         'ExternalEntityRefHandler', 'StartDoctypeDeclHandler', 'EndDoctypeDeclHandler', 'EntityDeclHandler', 'XmlDeclHandler', 'ElementDeclHandler', 'AttlistDeclHandler',
         'SkippedEntityHandler', 'DefaultHandlerExpand']


def told(parser, quiet=(), out=None):
    def handler(name):
        def tell(*args):
            if out is None:
                print(name, args, parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex)
            return 1
        return tell
    for name in names:
        if name not in quiet:
            setattr(parser, name, handler(name))
    return parser


def show(name, make):
    try:
        print(name, repr(make()))
    except Exception as error:
        print(name, type(error).__name__, error, {k: getattr(error, k) for k in ('code', 'offset', 'lineno') if hasattr(error, k)})


told(expat.ParserCreate(namespace_separator='!')).Parse(document.encode('iso-8859-1'), True)
p = told(expat.ParserCreate(), ('DefaultHandler', 'DefaultHandlerExpand', 'CommentHandler'))
p.ordered_attributes = p.specified_attributes = p.buffer_text = True
p.buffer_size = 20
p.ParseFile(io.BytesIO(document.encode('iso-8859-1')))
print(p.buffer_text, p.buffer_size, p.buffer_used, p.ordered_attributes, sorted(p.intern, key=str)[:5], p.ErrorCode)

p = expat.ParserCreate()
for name, value in (('buffer_size', 0), ('buffer_size', 'a'), ('buffer_size', 2 ** 40), ('buffer_size', 2 ** 70), ('buffer_size', 5), ('x', 1), ('ErrorCode', 1), ('intern', 1),
                    ('buffer_text', 3), ('namespace_prefixes', [])):
    show((name, value), lambda: setattr(p, name, value))
for name in ('buffer_text', 'StartElementHandler', 'buffer_size', 'x'):
    show('del ' + name, lambda: delattr(p, name))
print(p.StartElementHandler, p.buffer_text, p.buffer_size, p.namespace_prefixes)
for arguments in (('a\0',), (None, 'ab'), (None, ''), (3,), (None, None, 3), (None, 3), ('utf-8', None, {})):
    show(arguments, lambda: type(expat.ParserCreate(*arguments)).__name__)
show('intern', lambda: expat.ParserCreate(intern=None).intern)
show('made', lambda: type(p)())

for text in ('<a>&#</a>', '<a><b></a>', '', '<a/><b/>', '<a b="1" b="2"/>', '<a>&undefined;</a>', '<!DOCTYPE a [<!ENTITY e "&e;">]><a>&e;</a>', '\0', '<?xml version="2"?><a/>'):
    show(text, lambda: expat.ParserCreate().Parse(text, True))
show('number', lambda: expat.ParserCreate().Parse(3))
show('twice', lambda: [p.Parse('<a/>', True), p.Parse('<a/>', True)])
show('encoding', lambda: expat.ParserCreate('xx').Parse(b'<a/>', True))
for encoding in ('cp1252', 'koi8-r', 'utf-16', 'latin-1', 'ascii', 'euc-jp'):
    out = []
    q = expat.ParserCreate(encoding)
    q.CharacterDataHandler = out.append
    show(encoding, lambda: (q.Parse('<a>z\xfc\u0416</a>'.encode(encoding, 'replace'), True), ''.join(out)))


class Reader:
    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def read(self, count):
        return self.pieces.pop(0)


for pieces in ((b'<a>', bytearray(b'</a>'), b''), ('<a/>',), (b' ' * 3000,), (b'<a>', b''), (3,)):
    show(str(pieces)[:20], lambda: expat.ParserCreate().ParseFile(Reader(*pieces)))
show('file', lambda: expat.ParserCreate().ParseFile(3))

p = expat.ParserCreate()
p.SetBase('http://base/')
print(p.GetBase(), p.GetInputContext(), p.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS), p.UseForeignDTD())


def external(context, base, system, public):
    print('external', context, base, system, public)
    q = p.ExternalEntityParserCreate(context)
    return q.Parse('<!ENTITY known "value">' if context is None else 'inner', True)


p.ExternalEntityRefHandler = external
p.CharacterDataHandler = lambda data: print('data', data, p.GetInputContext())
p.Parse('<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "x" [<!ENTITY e SYSTEM "e.xml">]><a>&e;&known;</a>', True)
show('foreign', lambda: p.UseForeignDTD())


def failing(*args):
    raise ZeroDivisionError(args[0])


for name in ('StartElementHandler', 'CharacterDataHandler', 'ExternalEntityRefHandler'):
    p = told(expat.ParserCreate(), out=1)
    p.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    setattr(p, name, failing)
    show(name, lambda: p.Parse('<!DOCTYPE a [<!ENTITY e SYSTEM "e.xml">]><a>text&e;<b/></a>', True))
    print(p.EndElementHandler, getattr(p, name))

p = expat.ParserCreate()
p.StartElementHandler = lambda name, attributes: (setattr(p, 'StartElementHandler', None), setattr(p, 'CharacterDataHandler', None), print(name, attributes))
p.CharacterDataHandler = print
p.Parse('<a x="1">text<b/></a>', True)
p.intern.setdefault('p', p)

print(expat.ErrorString(3), expat.ErrorString(3000), expat.errors.XML_ERROR_SYNTAX, expat.errors.codes[expat.errors.XML_ERROR_SYNTAX], expat.errors.messages[2], expat.model.XML_CTYPE_SEQ)
print(pyexpat.native_encoding, pyexpat.EXPAT_VERSION, pyexpat.version_info, pyexpat.features, pyexpat.errors.__name__)

root = ET.fromstring('<r a="1"><b>text</b>tail<c x="&lt;"/></r>')
print(ET.tostring(root), [(e.tag, e.text, e.tail, e.attrib) for e in root.iter()], root.find('b').text)
show('ParseError', lambda: ET.fromstring('<r><b></r>'))
print(list((event, e.tag) for event, e in ET.iterparse(io.BytesIO(b'<a><b/></a>'), ('start', 'end'))))
print(xml.dom.minidom.parseString('<a b="c">d<!--e--><f/></a>').toprettyxml(indent=' '))


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attributes):
        print('start', name, dict(attributes))

    def characters(self, content):
        print('characters', content)


xml.sax.parseString('<a b="c">d</a>', Handler())
value = {'a': [1, 2.5, True, 'text', b'bytes'], 'n': {'x': -1}}
print(plistlib.loads(plistlib.dumps(value)) == value, plistlib.dumps(value, fmt=plistlib.FMT_XML).decode())
