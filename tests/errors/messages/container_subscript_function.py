len[0]
