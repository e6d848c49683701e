"""A bank: accounts of several kinds, transfers that succeed wholly or not at all, a ledger, and a statement."""


class BankError(Exception):
    """Something the customer should be told."""


class InsufficientFunds(BankError):
    def __init__(self, account, wanted):
        super().__init__(f"{account.owner} wants {wanted / 100:.2f} but has {account.balance / 100:.2f}")
        self.account = account


class UnknownAccount(BankError, KeyError):
    def __str__(self):
        return f"no account {self.args[0]}"


class Account:
    kind = "current"
    overdraft = 0

    def __init__(self, number, owner):
        self.number, self.owner = number, owner
        self._cents = 0

    @property
    def balance(self):
        return self._cents

    def deposit(self, cents):
        if cents <= 0:
            raise ValueError("deposit must be positive")
        self._cents += cents

    def withdraw(self, cents):
        if cents > self._cents + self.overdraft:
            raise InsufficientFunds(self, cents)
        self._cents -= cents

    def end_of_month(self):
        """What the bank books on its own: nothing."""

    def __str__(self):
        return f"{self.number:04d} {self.owner:<8} {self.kind:<8} {self.balance / 100:>12,.2f}"


class Savings(Account):
    kind = "savings"
    rate_per_mille = 5

    def end_of_month(self):
        interest = self._cents * self.rate_per_mille // 1000
        if interest:
            self.deposit(interest)


class Credit(Account):
    kind = "credit"
    overdraft = 100_000

    def end_of_month(self):
        if self._cents < 0:
            self._cents -= -self._cents // 50


class Transaction:
    """Undoes what was done inside it if an exception passes through."""

    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.before = [account._cents for account in self.accounts]
        return self

    def __exit__(self, kind, problem, traceback):
        if kind is not None:
            for account, cents in zip(self.accounts, self.before):
                account._cents = cents
        return False


class Bank:
    def __init__(self):
        self.accounts = {}
        self.ledger = []

    def open(self, cls, owner):
        account = cls(len(self.accounts) + 1, owner)
        self.accounts[account.number] = account
        return account.number

    def account(self, number):
        try:
            return self.accounts[number]
        except KeyError:
            raise UnknownAccount(number) from None

    def deposit(self, number, cents):
        self.account(number).deposit(cents)
        self.ledger.append(("deposit", None, number, cents))

    def transfer(self, source, target, cents):
        giver, taker = self.account(source), self.account(target)
        with Transaction(giver, taker):
            taker.deposit(cents)  # on purpose before the withdrawal, which may fail
            giver.withdraw(cents)
        self.ledger.append(("transfer", source, target, cents))

    def end_of_month(self):
        for account in self.accounts.values():
            account.end_of_month()

    def statement(self):
        print("\n".join(str(account) for account in self.accounts.values()))
        print(f"{'total':>22} {sum(a.balance for a in self.accounts.values()) / 100:>12,.2f}")


bank = Bank()
ada, bob, eve = bank.open(Account, "Ada"), bank.open(Savings, "Bob"), bank.open(Credit, "Eve")
bank.deposit(ada, 150_000)
bank.deposit(bob, 1_234_567)

for source, target, cents in [
    (ada, bob, 50_000), (eve, ada, 80_000), (ada, eve, 999_999), (ada, 99, 100), (bob, ada, 0), (eve, bob, 50_000),
]:
    try:
        bank.transfer(source, target, cents)
    except BankError as problem:
        print(f"refused: {type(problem).__name__}: {problem}")
    except ValueError as problem:
        print(f"refused: {problem}")
    else:
        print(f"moved {cents / 100:.2f} from {source} to {target}")

bank.statement()
for _ in range(12):
    bank.end_of_month()
print("a year later")
bank.statement()
print(f"{len(bank.ledger)} entries, the largest:", max(bank.ledger, key=lambda entry: entry[3]))
