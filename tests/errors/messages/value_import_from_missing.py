from itertools import no_such_thing
