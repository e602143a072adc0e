"""The app of pages that belong to no single app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Home, what we promise about privacy and accessibility, errors."""

    name = "overbrug.web"
    label = "web"

    def ready(self) -> None:
        """Tell new administrators what comes first, also where that is another app's page."""
        from overbrug.accounts.first_steps import register
        from overbrug.web import first_steps

        register("mandate", first_steps.mandate, order=10)
        register("address", first_steps.address, order=20)
