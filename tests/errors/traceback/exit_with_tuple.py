raise SystemExit(("reason", 5))
