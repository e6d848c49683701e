def load(name):
    try:
        return {}[name]
    except KeyError as problem:
        raise RuntimeError(f"cannot load {name}") from problem


load("settings")
