"""Forms of harvests: one file per page."""
