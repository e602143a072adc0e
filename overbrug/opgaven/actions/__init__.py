"""What people do with an opgave: one file per noun."""

from overbrug.opgaven.actions.figures import add_figure, change_figure, remove_figure
from overbrug.opgaven.actions.opgaven import change_opgave, create_opgave
from overbrug.opgaven.actions.parties import add_party, change_party, remove_party

__all__ = [
    "add_figure",
    "add_party",
    "change_figure",
    "change_opgave",
    "change_party",
    "create_opgave",
    "remove_figure",
    "remove_party",
]
