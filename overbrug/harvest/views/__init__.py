"""Pages of harvests."""
