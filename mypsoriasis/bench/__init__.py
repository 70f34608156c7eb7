"""How quick the site is, measured against two bare Django views in the same run. bin/bench calls it."""

CPU_PATH = "/bench-cpu"
