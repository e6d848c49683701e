# A module's __annotations__ are made when first asked for, and can be deleted.
import sys

module = type(sys)("m")
print("__annotations__" in vars(module), module.__annotations__, vars(module)["__annotations__"])
module.__annotations__["x"] = int
print(module.__annotations__)
module.__annotations__ = 5
print(module.__annotations__)
del module.__annotations__
print("__annotations__" in vars(module))
