assert [] != [], ("left", "right")
