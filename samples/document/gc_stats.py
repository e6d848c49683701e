import gc

# Enable garbage collection
gc.enable()
gc.collect() # Manually trigger garbage collection

# Get garbage collection stats
print(gc.get_stats())
