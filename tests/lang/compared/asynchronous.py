# async generators, comprehensions, context managers
async def numbers(n):
    for i in range(n):
        yield i
class Manager:
    async def __aenter__(self):
        return 'entered'
    async def __aexit__(self, *what):
        print('left')
async def main():
    async with Manager() as m:
        return m, [i async for i in numbers(3) if i]
try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)
