"""The app of promises: who promises what to whom, in whose name, and what came of it."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """Commitments, and the mandates by which somebody speaks for an organisation."""

    name = "overbrug.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Bring promises to the bridge, mandates to organisations; hear who leaves."""
        from overbrug.accounts import sections
        from overbrug.commitments import (
            bridge_source,
            effect_source,
            leaving,
            organisation_section,
        )
        from overbrug.commitments.sweeping import forget_addresses
        from overbrug.core import events, sweeping
        from overbrug.opgaven import effects, spans

        spans.register(bridge_source.Promises())
        effects.register(effect_source.claimed_of)
        sections.register("mandates", organisation_section.render)
        sections.register("capacities", organisation_section.render_capacities)
        events.listen("opgave_changed", leaving.on_opgave_changed)
        events.listen("membership_ended", leaving.on_membership_ended)
        sweeping.register("addresses of promises", forget_addresses)
