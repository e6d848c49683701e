x = f"value }"
