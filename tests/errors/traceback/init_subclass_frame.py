class Base:
    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        if not options.get("name"):
            raise TypeError(f"{cls.__name__} needs a name")


class Good(Base, name="good"):
    pass


class Bad(Base):
    pass
