# What is smaller than a long divisor is its own remainder, but always an int.
class Own(int):
    pass


for left in Own(3**50), Own(3), Own(0), -Own(3), False, True, 3**50, -3**50:
    for right in 3**100, Own(3**100), 2**64, -3**100:
        quotient, remainder = divmod(left, right)
        print(left, right, left // right, left % right, quotient, remainder, {type(left // right), type(left % right), type(quotient), type(remainder)})
number = 3**50
print(number % 3**100 is number, divmod(number, 3**100)[1] is number)
