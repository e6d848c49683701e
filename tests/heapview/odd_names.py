# Names that need escapes in every form: in a class, an attribute, a key, a global.
import gc
import heapview

gc.disable()
Odd = type('a"b\\c<d>&\n', (), {})
odd = Odd()
odd.plain = [1]
setattr(odd, 'x"\\<>&\n', {"\0": odd, "\ud800": 'é"', ("<", '"'): None})
globals()['y"z'] = odd
heapview.start()
before = heapview.snapshot()
more = [Odd(), Odd()]
for view in heapview.why(odd), heapview.graph(odd), heapview.backrefs(odd.plain), heapview.diff(before, heapview.snapshot()), heapview.map():
    data = view.data()
    texts = [str(data.get("type"))] + [str(o.get("type")) for o in data.get("objects", []) + (data.get("types") or [])]
    print(data["view"], [text for text in texts if text.startswith("a")])
heapview.stop()
print(heapview.why(odd))
print(heapview.graph(odd))
