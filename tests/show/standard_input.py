# The script is only an argument of the program read from standard input.
