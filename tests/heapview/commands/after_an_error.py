# What is there when an exception has ended the script.
import gc

gc.disable()
value = {"key": [1, 2]}
other = value["key"]
raise ValueError("the end")
