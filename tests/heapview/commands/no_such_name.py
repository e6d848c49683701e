# What is wrong on the command line is said before, or instead of, anything else.
kept = ["no_such_name"]
