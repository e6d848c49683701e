raise RuntimeError("effect") from KeyError
