"""A large, plausible, invented database, to see how pages do when a whole province uses one site.

Only for trials: it fills an empty data folder and nothing else. The same seed gives the same world.

making.py    the order in which things are made
world.py     the size, the dice, and what has been made
houses.py    organisations, people, what lets them speak
opgaven.py   opgaven with parties, needs, figures, indicators
promises.py  promises in every state, with their history and their mails
talks.py     conversations, tables, seats, harvests, next mornings
past.py      rows of history for many things at once
"""
