# What is there when an exception has ended the script.
value = {"key": [1, 2]}
other = value["key"]
raise ValueError("the end")
