# The exception that tells which codec failed: its cause is the codec's, its context what was being handled.
import codecs


def bad(*arguments):
    raise ValueError('no')


codecs.register(lambda name: codecs.CodecInfo(bad, bad, name='bad') if name == 'bad' else None)
codecs.register_error('nowhere', lambda error: ('', 10**30))
for function in (lambda: 'a'.encode('bad'), lambda: b'a'.decode('bad'), lambda: codecs.encode('a', 'bad'), lambda: str(b'a', 'bad'),
                 lambda: codecs.decode(b'zz', 'hex'), lambda: b'\xffa'.decode('big5', 'nowhere')):
    for handled in False, True:
        try:
            try:
                if handled:
                    1 / 0
                function()
            except ZeroDivisionError:
                function()
        except Exception as error:
            print(type(error).__name__, error, repr(error.__context__), repr(error.__cause__), error.__suppress_context__)
