"""What `overbrug serve` does, step by step: look, prepare, greet, serve, stop."""


class CannotServe(Exception):
    """Something stands in the way of serving; the text says what and how to mend it."""
