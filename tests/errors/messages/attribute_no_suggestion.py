[1].zzzzzz
