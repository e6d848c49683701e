{}.key
