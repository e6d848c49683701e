"""At the end, gc.callbacks are told of the collection that is made while the collector is enabled, and of none later."""
import gc


def note(phase, info):
    print(phase, info["generation"])


gc.callbacks.append(note)
print("end")
