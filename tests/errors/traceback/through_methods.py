class Account:
    def __init__(self, owner):
        self.owner = owner
        self.check()

    def check(self):
        if not self.owner.strip():
            raise ValueError("an account needs an owner")


Account("  ")
