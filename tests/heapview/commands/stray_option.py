# An option of heapview after the script's name is taken for a slip, not given to the script in silence.
kept = ["stray_option"]
