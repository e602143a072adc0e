"""Load and crash trials against a running server. They stay on this machine."""
