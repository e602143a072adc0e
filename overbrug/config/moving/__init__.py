"""The facts go from the file in the data folder to PostgreSQL: look, copy, compare, sign.

`source` is the file, `target` the database; `rows` copies and counts. All of it needs Django, with
PostgreSQL as `default`.
"""
