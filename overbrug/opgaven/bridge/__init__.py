"""The drawn bridge. Pure: dataclasses in, SVG out; no Django, no database, no words of its own.

gap.py       how much of the gap is closed, and how sure that is
parts.py     what stands on the bridge: arches, slices, holes
geometry.py  where everything comes: shores, deck, arches
shapes.py    elements that repeat: people, reed, dimension lines
deck.py      slices, openings and piers
drawing.py   the wide and the small drawing, and a plank beside a line of the list
chart.py     the small chart of an indicator
"""
