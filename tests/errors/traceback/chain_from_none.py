try:
    {}["x"]
except KeyError:
    raise LookupError("nothing to see behind this") from None
