"{name}".format(nome=1)
