import traceback
def a1():
    x = ("a"
         .foo
         )
def a2():
    x = ("a"
         .upper()
         .foo())
def a3():
    x = ("a"
         .join(
           5)
         .foo())
def a4():
    object() \
      .b = 3
def a5():
    del object() \
      .b
def a6():
    object().x \
      .b += 3
def a7():
    x = ("abc"
         .
         index("z"))
def a8():
    int(
       "x"
    ).bit_length()
def a9():
    (lambda:
       5
    )(1)
def a10():
    ("a"
     .join)(5,
     6)
for f in [a1,a2,a3,a4,a5,a6,a7,a8,a9,a10]:
    try: f()
    except Exception: print(traceback.format_exc())
