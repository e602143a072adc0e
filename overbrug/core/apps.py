"""The app of shared parts."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Audit trail, visibility, errors, base templates."""

    name = "overbrug.core"
    label = "core"

    def ready(self) -> None:
        """History rows get their hat from the moment the apps are loaded."""
        from simple_history.signals import pre_create_historical_record

        from overbrug.core.history import put_hat_on

        pre_create_historical_record.connect(put_hat_on, dispatch_uid="overbrug-hat")
