"""How fast a gap closes, how fast it should, and where it goes: numbers in, numbers out.

`docs/statistics.md` explains it twice, for a councillor and for a statistician. No Django here:
words, models and pages stand above it.
"""
