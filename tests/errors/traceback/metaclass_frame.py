class Meta(type):
    def __new__(mcls, name, bases, namespace):
        if "run" not in namespace:
            raise TypeError(name + " must define run()")
        return super().__new__(mcls, name, bases, namespace)


class Task(metaclass=Meta):
    pass
