"""The app of promises: who promises what to whom, in whose name, and what came of it."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """Commitments, and the mandates by which somebody speaks for an organisation."""

    name = "overbrug.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Bring promises to the bridge, and mandates to the page of an organisation."""
        from overbrug.accounts import sections
        from overbrug.commitments import bridge_source, organisation_section
        from overbrug.opgaven import spans

        spans.register(bridge_source.Promises())
        sections.register("mandates", organisation_section.render)
