"""Python's garbage collector in a server: what is loaded stays, the rest is looked at in bits."""

from __future__ import annotations

import gc

# So many new objects before the youngest are looked at, and how often that happens before older
# ones are. A page leaves about two thousand: once in five pages a few milliseconds. At Python's
# own 700 everything is looked through every few pages, twenty milliseconds in the middle of
# somebody's page; at 50,000 the youngest alone take thirteen. The middle generation holds what
# outlived those rounds: when a whole hall sits down that is nearly all, and twenty rounds of it
# stopped the server for 60 to 90 ms. After three rounds it is 10 to 20.
THRESHOLDS = (10_000, 3, 600)


def settle() -> None:
    """Call it when everything is loaded, before the first page; again after loading more.

    Classes, settings and cards stay for good: the collector need not look at them again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
