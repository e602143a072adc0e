"""Overbrug: bridge the gap."""

__version__ = "0.1.0"
