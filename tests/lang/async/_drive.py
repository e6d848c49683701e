# A loop of one task: each thing that is yielded to it is answered.
class Wait:
    def __init__(self, value=None):
        self.value = value
    def __await__(self):
        answer = yield self.value
        return answer

def run(coroutine, answers=()):
    "What the coroutine returns, and what it yielded."
    seen, answers = [], list(answers)
    try:
        seen.append(coroutine.send(None))
        while True:
            seen.append(coroutine.send(answers.pop(0) if answers else None))
    except StopIteration as stop:
        return stop.value, seen

def attempt(what):
    try:
        return what()
    except BaseException as e:
        return f"{type(e).__name__}: {e}"
