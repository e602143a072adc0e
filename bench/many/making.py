"""The order in which things are made."""

from __future__ import annotations

import random

from django.db import transaction

from bench.many import houses, opgaven, promises, talks
from bench.many.world import Dice, Size, World
from overbrug.accounts.models import User
from overbrug.opgaven.models import Opgave


class NotEmpty(Exception):
    """The data folder holds something already."""


@transaction.atomic
def make(size: Size, *, seed: int) -> World:
    """Fill the database. Raises NotEmpty when somebody works here already."""
    if Opgave.objects.exists() or User.objects.exists():
        raise NotEmpty("this data folder is not empty; name another one.")
    world = World(size, Dice(random.Random(seed)))
    for things in (houses, opgaven, promises, talks):
        things.make(world)
    return world
