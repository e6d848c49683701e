class Person:
    def __init__(self):
        self.first_name = 'Ada'


Person().frist_name
