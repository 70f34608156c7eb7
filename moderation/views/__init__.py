"""Pages of the desk and of receipts, a file for each."""
