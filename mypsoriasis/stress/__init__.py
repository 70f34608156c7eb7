"""Long races and killed processes: what was acknowledged is there afterwards, once and whole. bin/stress calls it."""
