# An option of heapview after the script's name is a slip for commands that record, too; nothing is recorded.
kept = ["stray_option_of_record"]
