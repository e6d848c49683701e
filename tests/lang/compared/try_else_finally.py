# try … else … finally, return within
def f(x):
    try:
        if x:
            raise KeyError(x)
    except KeyError as error:
        return 'caught'
    else:
        return 'else'
    finally:
        print('finally', x)
print(f(0), f(1))
