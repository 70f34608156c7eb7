"""Pages that are looked at: one site for all of these tests, filled once, since they change nothing that another sees."""
