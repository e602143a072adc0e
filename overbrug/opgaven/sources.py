"""Where a changed text comes from, in words: a higher app knows what its names stand for.

The history keeps public names only, so that a thing which is erased takes its title along.
"""

from collections.abc import Callable

Lookup = Callable[[str], str]
_lookups: list[Lookup] = []


def register(lookup: Lookup) -> None:
    """`lookup(source)` gives a title, or an empty text when it does not know the name."""
    if lookup not in _lookups:
        _lookups.append(lookup)


def source_in_words(source: str) -> str:
    """Titles of what a history row names as its source; empty when it names nothing we know."""
    names = (source or "").split()
    found = [next((words for look in _lookups if (words := look(name))), "") for name in names]
    return ", ".join(words for words in found if words)
