# Who took it, who let it go? The ledger writes down every reference taken to an object and every one released, in order, with the line and the cause. Read from top to bottom it is the life of the
# object; the last line tells why it died.
import heapview


class Ticket:
    pass


def sell(ticket, box):
    box.append(ticket)
    copy = ticket
    return None


box = []
with heapview.ledger(name="ticket") as book:
    ticket = Ticket()
    second = ticket
    sell(ticket, box)
    del second
    box[0] = "sold out"
    ticket = None
print(book)
