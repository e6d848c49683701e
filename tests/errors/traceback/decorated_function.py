def logged(function):
    def wrapper(*args):
        print("calling", function.__name__)
        return function(*args)
    return wrapper


@logged
def parse(text):
    return int(text)


parse("many")
