# The options are the test.
