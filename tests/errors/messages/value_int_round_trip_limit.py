(1 << 100).to_bytes(4, 'little')
