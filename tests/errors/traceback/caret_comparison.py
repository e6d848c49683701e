limits = [1, "2"]
if limits[0] < limits[1]:
    print("less")
