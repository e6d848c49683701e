# An option of heapview after the script's name is a slip for commands that read a recording, too.
kept = ["stray_option_of_play"]
