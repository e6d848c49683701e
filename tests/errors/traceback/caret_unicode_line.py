größe = "é"
print("ü", größe + 1)
