# Debian: python3-marshmallow
import datetime

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate


class Author(Schema):
    name = fields.Str(required=True, validate=validate.Length(min=2))
    born = fields.Date()


class Book(Schema):
    class Meta:
        unknown = EXCLUDE

    title = fields.Str(data_key="Title")
    price = fields.Decimal(as_string=True, places=2)
    authors = fields.List(fields.Nested(Author))

    @post_load
    def make(self, data, **_):
        return dict(data, made=True)


print(Book().load({"Title": "t", "price": "3.5", "authors": [{"name": "ab", "born": "2000-01-02"}], "x": 1}))
print(Book().dump({"title": "t", "price": 2, "authors": [{"name": "n", "born": datetime.date(1999, 1, 1)}]}))
try:
    Book().load({"price": "x", "authors": [{"name": "a"}, {"born": "soon"}]})
except ValidationError as error:
    print(error.messages)
