x = 1
x.if = 3
