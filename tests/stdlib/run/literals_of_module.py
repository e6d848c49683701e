# The options are the test: a module's literals are not held while it runs as __main__.
