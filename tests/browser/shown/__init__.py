"""Pages that are looked at: one site, filled once, for all of these tests, since none changes what another sees."""
