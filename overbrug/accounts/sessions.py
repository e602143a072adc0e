"""Sessions that ended: they may hold the links that a browser opened."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.utils import timezone


def clear_ended(_now: datetime) -> int:
    """Remove them; how many. The clock counts: a sweep of another moment logs nobody out."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    # Looked at first: a deletion takes the write lock, also when there is nothing to delete.
    return ended.delete()[0] if ended.exists() else 0
