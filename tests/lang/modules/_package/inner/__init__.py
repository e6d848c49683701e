"""Its names are chosen by __all__."""
print("importing", __name__)
__all__ = ["exported"]
exported = "exported"
not_exported = _hidden = "no"
