raise RuntimeError("effect") from ValueError("never raised")
