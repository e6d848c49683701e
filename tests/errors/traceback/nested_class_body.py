class Outer:
    class Inner:
        x = undefined_name
