"""The app of conversations: who called one, its tables, its seats, what came of it."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """Dialogues, tables, seats, and the answers that never enter the live document."""

    name = "overbrug.dialogues"
    label = "dialogues"
