"""gc: doc strings, constants, and what wrong arguments say."""
import gc


def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


print(gc.__doc__)
for name in sorted(name for name in dir(gc) if not name.startswith("_")):
    value = getattr(gc, name)
    print(f"--- {name}\n{value.__doc__}" if callable(value) else f"--- {name} = {value}")
for text in """gc.collect(3); gc.collect(-1); gc.collect('a'); gc.collect(1.5); gc.collect(gen=1); gc.collect(1, 2); gc.collect(2**40); gc.collect(2**80)
gc.enable(1); gc.disable(1); gc.isenabled(1); gc.get_objects(3); len(gc.get_objects(-1)) > 10; gc.get_objects('a'); gc.get_objects(1.0); gc.get_objects(2**70)
gc.get_objects(-5); gc.get_objects(generation=7); gc.get_objects(1, 2); gc.set_debug('a'); gc.set_debug(); gc.set_debug(2**40); gc.set_debug(1.5); gc.get_debug(1)
gc.set_threshold(); gc.set_threshold('a'); gc.set_threshold(1, 2, 3, 4); gc.set_threshold(1, 'b'); gc.set_threshold(2**40); gc.set_threshold(-2**40)
gc.set_threshold(1.5); gc.set_threshold(5); gc.get_threshold(); gc.set_threshold(6, 7); gc.get_threshold(); gc.set_threshold(700, 10, 10); gc.get_threshold(1)
gc.is_tracked(); gc.is_tracked(1, 2); gc.is_tracked(obj=1); gc.is_finalized(); gc.is_finalized(1, 2); gc.get_referrers(); gc.get_referents()
gc.get_referents(1, 'a'); gc.freeze(1); gc.unfreeze(1); gc.get_freeze_count(1); gc.get_count(1); gc.get_stats(1)""".replace("\n", "; ").split("; "):
    attempt(text)
