# refused
