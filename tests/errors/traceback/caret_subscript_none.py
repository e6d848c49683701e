row = {"a": None}
value = row["a"]["b"][0]
