# What __text_signature__ says of methods: the object or the class comes first.
for method in (list.append, list.clear, list.insert, list.pop, list.sort, list.remove, list.__reversed__, [].append, dict.get, dict.setdefault, dict.__contains__, dict.fromkeys,
               {}.fromkeys, {}.get, dict.__dict__["fromkeys"], str.split, str.join, str.upper, str.encode, "".join, bytes.decode, bytes.fromhex, int.to_bytes, int.from_bytes,
               int.bit_length, float.hex, float.fromhex, tuple.count, ().count, type.mro, object.__dir__, len, print):
    print(method.__name__, method.__text_signature__)
