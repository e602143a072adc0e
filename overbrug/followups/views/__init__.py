"""Pages of the next morning."""
