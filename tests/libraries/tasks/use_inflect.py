# Debian: python3-inflect
import inflect

engine = inflect.engine()
print(engine.plural("child"), engine.plural("cactus"), engine.singular_noun("geese"), engine.a("hour"), engine.a("unit"), engine.number_to_words(1234567), engine.ordinal(42), engine.join(["a", "b", "c"]), engine.present_participle("run"))
