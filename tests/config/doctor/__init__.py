"""`overbrug doctor`: each illness in a line or two, and what it says about it."""
