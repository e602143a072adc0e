"""Pages composed of several apps; on top of the others, so it may look down at all of them."""
