import sys
sys.stderr = None
sys.exit('message\nin two lines')
