# hashlib: every algorithm, by module, by OpenSSL, by name; copies, attributes, refusals.
import hashlib
import hmac
import io
import _blake2
import _hashlib
import _md5
import _sha1
import _sha256
import _sha3
import _sha512


def show(name, make):
    try:
        print(name, repr(make()))
    except Exception as error:
        print(name, type(error).__name__, error)


data = bytes(range(256)) * 5
for name in sorted(hashlib.algorithms_available):
    h = hashlib.new(name, data[:100])
    h.update(data[100:])
    size = () if h.digest_size else (20,)
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest(*size), h.copy().digest(*size) == h.digest(*size), type(h).__name__)
print(sorted(hashlib.algorithms_guaranteed) == sorted(hashlib.algorithms_guaranteed & hashlib.algorithms_available))

for make in (_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512, _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384,
             _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s):
    h = make(data)
    other = h.copy()
    other.update(b'more')
    print(type(h).__name__, h.name, h.digest_size, h.block_size, h.hexdigest() == hashlib.new(h.name, data).hexdigest(), other.hexdigest())
for make in (_sha3.shake_128, _sha3.shake_256):
    h = make(data)
    print(h.name, h.digest_size, h.block_size, h.hexdigest(7), h.digest(0), h._rate_bits, h._capacity_bits, h._suffix)

for name, make in (('str', lambda: hashlib.md5('x')), ('int', lambda: hashlib.md5(3)), ('unknown', lambda: hashlib.new('xx')), ('by int', lambda: _hashlib.new(3)),
                   ('no type', lambda: _hashlib.HASH()), ('no hmac', lambda: _hashlib.HMAC()), ('made', lambda: type(_md5.md5())()), ('keyword', lambda: hashlib.md5(string=b'').hexdigest()),
                   ('two', lambda: hashlib.md5(b'', b'')), ('security', lambda: hashlib.md5(b'', usedforsecurity=False).hexdigest()),
                   ('shake', lambda: hashlib.shake_128().digest()), ('mode', _hashlib.get_fips_mode), ('name', lambda: hashlib.new('SHA512-256').name),
                   ('memory', lambda: hashlib.sha256(memoryview(data)[::2].tobytes()).hexdigest()), ('array', lambda: hashlib.sha256(bytearray(data)).hexdigest())):
    show(name, make)

for options in (dict(digest_size=20), dict(key=b'secret'), dict(salt=b'salt'), dict(person=b'person'), dict(fanout=2, depth=2, leaf_size=4096, node_offset=1, node_depth=1, inner_size=32),
                dict(last_node=True), dict(key=b'k' * 32, digest_size=16, salt=b's' * 8, person=b'p' * 8, fanout=0, depth=255, leaf_size=2 ** 32 - 1, node_offset=2 ** 48 - 1)):
    print(options, hashlib.blake2b(data, **options).hexdigest(), hashlib.blake2s(data, **options).hexdigest())
for options in (dict(digest_size=0), dict(digest_size=65), dict(salt=b'x' * 17), dict(person=b'x' * 17), dict(key=b'x' * 65), dict(fanout=256), dict(fanout=-1), dict(depth=0),
                dict(leaf_size=-1), dict(leaf_size=2 ** 32), dict(node_offset=-1), dict(node_offset=2 ** 64), dict(node_depth=256), dict(inner_size=65), dict(last_node=1),
                dict(salt='x'), dict(key=1), dict(digest_size='1'), dict(other=1)):
    show(options, lambda: hashlib.blake2b(b'', **options).name)
show('offset of blake2s', lambda: hashlib.blake2s(node_offset=2 ** 48))
print(hashlib.blake2b.SALT_SIZE, hashlib.blake2b.MAX_KEY_SIZE, hashlib.blake2s.PERSON_SIZE, hashlib.blake2s.MAX_DIGEST_SIZE, _blake2.BLAKE2S_SALT_SIZE)
print(hashlib.file_digest(io.BytesIO(data), 'sha256').hexdigest(), hashlib.file_digest(io.BytesIO(data), hashlib.sha1).hexdigest())

for rounds, length, name in ((1, None, 'sha1'), (1000, 20, 'sha256'), (3, 100, 'sha512'), (0, 1, 'sha1'), (1, 0, 'sha1'), (1, -1, 'sha1'), (2 ** 40, 1, 'sha1'), (1, 1, 'xx'), (1, 1, 3)):
    show((name, rounds, length), lambda: hashlib.pbkdf2_hmac(name, b'password', b'salt', rounds, length).hex())
show('str', lambda: hashlib.pbkdf2_hmac('sha1', 'p', b's', 1))
for options in ({}, dict(salt=b's'), dict(salt=b's', n=3, r=8, p=1), dict(salt=b's', n=16, r=8, p=2), dict(salt=b's', n=2, r=0, p=1), dict(salt=b's', n=2, r=8, p=1, maxmem=-1),
                dict(salt=b's', n=2, r=8, p=1, dklen=0), dict(salt=b's', n=2, r=8, p=1, dklen=10), dict(salt=b's', n=2 ** 20, r=8, p=1), dict(salt='s', n=2, r=8, p=1),
                dict(salt=b's', n='2', r=8, p=1), dict(salt=b's', n=1, r=8, p=1), dict(salt=b's', n=2 ** 30, r=8, p=1, maxmem=1000)):
    show(options, lambda: hashlib.scrypt(b'password', **options).hex())

for digest in ('md5', 'sha256', hashlib.sha1, 'sha3_256', 'xx', 3, [], None):
    show(digest if isinstance(digest, (str, int, list)) else 'other', lambda: hmac.digest(b'key', data, digest).hex())
    show('new', lambda: hmac.new(b'key', data, digest).hexdigest())
h = _hashlib.hmac_new(b'key', b'a', 'sha256')
other = h.copy()
other.update(b'b')
print(h.name, h.digest_size, h.block_size, h.hexdigest(), other.hexdigest(), other.digest() == hmac.digest(b'key', b'ab', 'sha256'), repr(h).split(' @')[0])
for name, make in (('key', lambda: _hashlib.hmac_new('k', b'', 'md5')), ('message', lambda: _hashlib.hmac_new(b'k', 'm', 'md5')), ('none', lambda: _hashlib.hmac_new(b'k')),
                   ('shake', lambda: _hashlib.hmac_new(b'k', b'', 'shake_128')), ('empty', lambda: _hashlib.hmac_new(b'', b'', 'md5').hexdigest()),
                   ('long', lambda: _hashlib.hmac_digest(b'k' * 500, b'm', 'sha1').hex())):
    show(name, make)
print(_hashlib.compare_digest('a', 'a'), _hashlib.compare_digest(b'a', b'b'), sorted(_hashlib._constructors.values()), len(_hashlib.openssl_md_meth_names))
