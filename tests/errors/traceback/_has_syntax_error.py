"""Not a test: does not compile."""
x = = 1
