class Strange(Exception):
    def __str__(self):
        return "first line\nsecond line"


raise Strange("ignored", 1)
