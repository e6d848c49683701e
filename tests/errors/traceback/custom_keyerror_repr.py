raise KeyError("a key\nwith a line break")
