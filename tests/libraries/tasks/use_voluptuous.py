# Debian: python3-voluptuous
from voluptuous import All, Any, Coerce, Invalid, Length, MultipleInvalid, Optional, Range, Required, Schema

schema = Schema({Required("name"): All(str, Length(min=1)), Optional("age", default=3): All(Coerce(int), Range(min=0, max=150)), "tags": [Any("a", "b")]})
print(schema({"name": "x", "age": "7", "tags": ["a", "b"]}), schema({"name": "y"}))
for data in {}, {"name": ""}, {"name": "x", "age": -1}, {"name": "x", "tags": ["c"]}, {"name": "x", "more": 1}:
    try:
        schema(data)
    except MultipleInvalid as error:
        print(error)
