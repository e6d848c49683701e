total_price = 3
print(totel_price)
