"""A fault campaign against a running Overbrug; nothing here imports what it judges."""
