"""Who sees a thing: five steps from only me to everyone. Moving up is an explicit, logged act."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    SmallNumber = models.PositiveSmallIntegerField[int, int]
else:  # Django's fields cannot be subscripted when the program runs
    SmallNumber = models.PositiveSmallIntegerField


class Visibility(models.IntegerChoices):
    """P0 public … P4 only me; a smaller number is seen by more people."""

    PUBLIC = 0, _("Everyone sees this")
    NETWORK = 1, _("Everyone who takes part in this opgave sees this")
    ORGANISATION = 2, _("Your organisation sees this")
    TABLE = 3, _("Only this table sees this")
    ONLY_ME = 4, _("Only you see this")

    @property
    def word(self) -> str:
        """Its name in card files and templates: public, network, organisation, table, only_me."""
        return self.name.lower()


class VisibilityField(SmallNumber):
    """The one field type that says who sees a row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", Visibility.choices)
        super().__init__(*args, **kwargs)
