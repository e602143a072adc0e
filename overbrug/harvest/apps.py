"""The app of harvests: what a table lets out of the room, and what comes of those lines."""

from django.apps import AppConfig


class HarvestConfig(AppConfig):
    """Marks, proposed pages, approved lines, and the promises that are released from them."""

    name = "overbrug.harvest"
    label = "harvest"

    def ready(self) -> None:
        """Show what tables shared where the opgave, the conversation and the promise are read."""
        from overbrug.commitments import origins
        from overbrug.commitments.rules import keep_within, let_ask
        from overbrug.core import sweeping
        from overbrug.dialogues import keeping, room_config
        from overbrug.dialogues import reach as reaches
        from overbrug.dialogues import sections as dialogue_sections
        from overbrug.harvest import (
            actions,
            origin,
            queries,
            reach,
            room_news,
            sections,
            table_section,
        )
        from overbrug.opgaven import sections as opgave_sections
        from overbrug.opgaven import sources

        opgave_sections.register("shared", sections.render_for_opgave, order=60)
        dialogue_sections.register("table", "share", table_section.render, order=10)
        dialogue_sections.register("organiser", "shared", sections.render_for_organiser)
        room_config.register("harvest", room_news.news)
        reaches.register(reach.reach)
        origins.register(origin.render)
        sources.register(origin.title_of)
        let_ask(origin.hat_of_organiser)
        keep_within(origin.widest_for)
        sweeping.register("proposed pages", actions.settle_due)
        keeping.register("votes", lambda table: queries.open_page(table) is not None)
