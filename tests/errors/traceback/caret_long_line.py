value = {"first": 1, "second": 2}
print(value["first"] + value["second"] + value["first"] + value["second"] + value["third"] + value["first"])
