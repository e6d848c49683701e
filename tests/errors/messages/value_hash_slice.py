{slice(1): 1}
