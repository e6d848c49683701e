# Every code of the module struct, its limits, and the words of its errors.
import struct
def t(s):
    try: r=repr(eval(s))
    except BaseException as e: r=type(e).__name__+': '+str(e)
    print(s,'->',r)
for c in 'bBhHiIlLqQnNP':
  for p in ('','<'):
    for v in ('-1','-2**7-1','2**7','2**8','2**15','2**16','-2**15-1','2**31','2**32','-2**31-1','2**63','2**64','-2**63-1','1.5','"a"','10**30'):
        t('struct.pack("%s%s", %s)' % (p, c, v))
for s in '''struct.pack("c",1)
struct.pack("c",b"ab")
struct.pack("?",[])
struct.pack("s","a")
struct.pack("5s",b"abc")
struct.pack("2s",bytearray(b"abc"))
struct.pack("p",1)
struct.pack("5p",b"abcdefg")
struct.pack("0p",b"a")
struct.pack("f","a")
struct.pack("f",1e300)
struct.pack("d","a")
struct.pack("e",1e6)
struct.pack("e",65519.9)
struct.pack("<e",65520.0)
struct.pack("<f",1e300)
struct.pack("e",float("nan"))
struct.pack("i")
struct.pack("i",1,2)
struct.pack()
struct.pack(1)
struct.pack("y",1)
struct.pack("3",1)
struct.pack("<n",1)
struct.pack("<P",1)
struct.calcsize("99999999999999999999i")
struct.calcsize("9223372036854775807i")
struct.calcsize("i 2h\\n")
struct.calcsize("bi0q")
struct.calcsize("\\u0100")
struct.calcsize("i\\0i")
struct.calcsize(b"=bi")
struct.calcsize(None)
struct.unpack("i",b"a")
struct.unpack("i",1)
struct.unpack_from("i",b"aaaa",1)
struct.unpack_from("i",b"aaaa",-2)
struct.unpack_from("i",b"aaaa",-9)
struct.unpack_from("i",b"aaaaaa",-4)
struct.iter_unpack("i",b"aaaaa")
struct.iter_unpack("",b"aaaaa")
list(struct.iter_unpack("<h",b"aabbcc"))
struct.iter_unpack("<h",b"aabbcc").__length_hint__()
struct.pack_into("i",b"aaaa",0,1)
struct.pack_into("i",bytearray(4),0)
struct.pack_into("i",bytearray(4),1,1)
struct.pack_into("i",bytearray(4),-1,1)
struct.pack_into("i",bytearray(4),-9,1)
struct.pack_into("i",bytearray(4),"a",1)
struct.pack_into("i",bytearray(4))
struct.pack_into("i")
struct.pack_into()
struct.pack_into("i",bytearray(4),2**70,1)
struct.Struct("i").format
struct.Struct(b"i").format
struct.Struct("i").size
struct.Struct()
struct.Struct(1)
struct.Struct("z")
struct.Struct("i").__sizeof__()
struct.Struct("ihb3s2x").__sizeof__()
struct.Struct("").__sizeof__()
struct.Struct("i").pack(1.5)
struct.Struct.__new__(struct.Struct).size
struct.Struct.__new__(struct.Struct).format
struct.Struct.__new__(struct.Struct).unpack(b"")
struct.Struct("i").foo
struct.unpack(">?bh3sxq",bytes(range(15)))
struct.unpack("<3p4x?",b"\\x05abcdefg\\x02")
struct.unpack("<0p",b"")
struct.unpack("<0s3c",b"abc")
struct.unpack("eef",b"\\x00\\x3c\\x01\\x00\\x00\\x00\\x80\\x3f")
struct.unpack("<eeee",b"\\x00\\x7c\\x00\\xfc\\x01\\x7e\\x00\\x80")
struct.unpack("nNP",b"\\xff"*24)
type(struct.iter_unpack("i",b""))
struct.error
struct.Struct.__doc__
struct.pack("i",type("I",(),{"__index__":lambda s:5})())
struct.pack("<i",type("I",(),{"__index__":lambda s:1/0})())
struct.pack("i",type("I",(),{"__int__":lambda s:5})())
struct.pack("P",-1)
struct.pack("P",2**64)
struct.pack("<q",2**63)
struct.pack("?",type("B",(),{"__bool__":lambda s:1/0})())
struct.pack("2i",1)
struct.pack("<ii",1,2,3)
struct.Struct("i").pack()
struct.Struct("i").pack_into(bytearray(2),0,1)
struct.Struct("i").unpack_from(b"")
struct.Struct("i").unpack_from(buffer=b"aaaa",offset=0)
struct.unpack_from("i",buffer=b"aaaa")
struct.unpack_from(b"i",b"a",offset=0)
struct.iter_unpack("i",1)
struct.unpack("i",memoryview(bytearray(4)))
struct.pack("d",type("F",(),{"__float__":lambda s:1.5})())
struct.pack("d",type("F",(),{"__float__":lambda s:1/0})())
struct.Struct("i").__init__("hh")
[m for m in dir(struct.Struct) if m[0]!="_"]
struct.Struct("i") == struct.Struct("i")
struct.pack("1000000000000000000000000000000000000000000s",b"")
struct.pack("s",b"")
struct.calcsize("2 i")
struct.calcsize(" i")
struct.calcsize("i@")
struct.Struct.__basicsize__
type(struct.iter_unpack("i",b"")).__basicsize__
struct.pack("l","x")'''.split('\n'): t(s)

# a value that calls __init__ on the Struct that packs it
s = struct.Struct('<3i')
class Sly:
    def __index__(self):
        s.__init__('<b')
        return 7
s.pack(1, Sly(), 3)
print(s.size, s.pack(1))
data = bytearray(8)
class Greedy:
    def __index__(self):
        try:
            data.clear()
        except BufferError as error:
            print('held:', error)
        return 1
struct.pack_into('<2i', data, 0, Greedy(), 2)
print(data)
iterator = struct.iter_unpack('<i', data)
print(next(iterator), iterator.__length_hint__(), list(iterator), list(iterator))
data.clear()
import sys
print(sys.getsizeof(struct.Struct('i')), struct.error.__module__, issubclass(struct.error, Exception))
for value in (0.0, -0.0, 1.0, 0.1, 65504.0, 6e-8, 2.0**-25, 2.0**-24 * 1.5, 6.1e-5, float('inf'), -2.5):
    packed = struct.pack('<e', value)
    print(packed, struct.unpack('<e', packed), struct.pack('>f', value), struct.pack('>d', value))
