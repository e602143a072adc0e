"""Overbrug: bridge the gap."""
