"""The app of conversations: who called one, its tables, its seats, what came of it."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """Dialogues, tables, seats, and the answers that never enter the live document."""

    name = "overbrug.dialogues"
    label = "dialogues"

    def ready(self) -> None:
        """Put our part on the page of an opgave."""
        from overbrug.dialogues import opgave_section
        from overbrug.opgaven import sections

        sections.register("dialogues", opgave_section.render, order=20)
