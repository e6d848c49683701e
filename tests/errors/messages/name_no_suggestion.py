print(qqqqqqqq)
