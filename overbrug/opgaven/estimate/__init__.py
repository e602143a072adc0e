"""What it takes, from at least, likely and at most: plain Python, free of Django.

How it is calculated and where it comes from stands in docs/statistics.md.
"""
