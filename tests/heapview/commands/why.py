# Who holds an object when the script has ended.
kept = ["the list"]
holder = {"of": kept}
