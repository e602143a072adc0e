"""The facts go from the file in the data folder to PostgreSQL: look, copy, compare, sign.

`source` is the file, `target` the database; `rows` copies and counts, `rooms` does so for what
tables typed. All of it needs Django, with PostgreSQL as `default`.
"""

# The files of before, under names that no server and no backup reads.
FACTS_KEPT = "facts-before-the-move.sqlite3"
ROOMS_KEPT = "rooms-before-the-move.sqlite3"
