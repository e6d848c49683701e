b"abc"[3]
