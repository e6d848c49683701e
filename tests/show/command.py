# The script is only an argument here: the command is shown.
