"""An opgave, the parties that take part in it and the figures that measure it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from overbrug.accounts.models import Organisation
from overbrug.core.history import Revised, WithHat
from overbrug.core.visibility import Visibility, VisibilityField

if TYPE_CHECKING:
    from overbrug.opgaven.models.proposals import Proposal


class Scale(models.TextChoices):
    """How large the area is; an opgave may play at several levels at once."""

    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
    MUNICIPALITY = "municipality", _("municipality")
    REGION = "region", _("region")
    PROVINCE = "province", _("province")
    COUNTRY = "country", _("country")
    EUROPE = "europe", _("Europe")


class Opgave(Revised):
    """Everything needed to get from the current to the desired situation; a title is enough."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    question = models.TextField(_("question"), max_length=300, blank=True)
    current_situation = models.TextField(_("current situation"), max_length=4000, blank=True)
    desired_situation = models.TextField(_("desired situation"), max_length=4000, blank=True)
    origin = models.TextField(_("origin"), max_length=4000, blank=True)
    essence = models.TextField(_("essence of the challenge"), max_length=4000, blank=True)
    why_not_by_itself = models.TextField(
        _("why it does not happen by itself"), max_length=4000, blank=True
    )
    causes = models.TextField(_("causes"), max_length=4000, blank=True)
    scope_in = models.TextField(_("belongs to it"), max_length=2000, blank=True)
    scope_out = models.TextField(_("does not belong to it now"), max_length=2000, blank=True)
    open_questions = models.TextField(_("open questions"), max_length=4000, blank=True)
    needs_complete = models.BooleanField(_("the list of needs is complete"), default=False)
    scales = models.JSONField(_("scale"), default=list, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)
    visibility = VisibilityField(_("who sees this"), default=Visibility.PUBLIC)
    home = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="own_opgaven"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Made when the empty form was shown: a form that is sent twice makes one opgave.
    form_key = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001

    history = HistoricalRecords(
        bases=[WithHat], excluded_fields=["form_key", "created_at", "created_by"]
    )

    # Only on cards of a list: what `queries.count_parties` and the other apps count.
    party_count: int
    missing_count: int
    dialogue_count: int
    # Only on what a change gave back: what of it waits for the other parties.
    proposed: Proposal | None = None

    class Meta:
        ordering = ("title", "pk")
        indexes = (
            models.Index(fields=["title", "id"], name="opgave_by_title"),
            models.Index(fields=["-created_at", "id"], name="opgave_by_age"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this opgave."""
        return reverse("opgaven:detail", args=[self.slug])

    @property
    def visibility_word(self) -> str:
        """Who sees the page, as the component `c-visibility` names it."""
        return Visibility(self.visibility).word

    def scale_words(self) -> list[str]:
        """The scale levels in the reader's language, small to large."""
        return [str(label) for value, label in Scale.choices if value in self.scales]


# What a party can say about itself, and how it said so (`Party.own_words`).
OWN_WORDS = ("own_goal", "stake", "contribution", "reason")
BY_MEMBER, INVITATION = "party", "invitation"


class PartyQuerySet(models.QuerySet["Party"]):
    """Reading words for parties."""

    def empty_chairs(self) -> PartyQuerySet:
        """The voices that are missing."""
        return self.filter(presence=Party.Presence.MISSING)


class Party(Revised):
    """An organisation, or a voice without one, in one opgave. A missing party is an empty chair."""

    class Presence(models.TextChoices):
        """Whether this voice is heard."""

        AT_TABLE = "at_table", _("takes part")
        INVITED = "invited", _("has been invited")
        REPRESENTED = "represented", _("is represented by another")
        MISSING = "missing", _("is missing: empty chair")
        DECLINED = "declined", _("does not want to take part")

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parties",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name of the group"), max_length=120, blank=True)
    own_goal = models.TextField(_("own goal"), max_length=1000, blank=True)
    stake = models.TextField(_("stake"), max_length=1000, blank=True)
    contribution = models.TextField(_("what it can bring"), max_length=1000, blank=True)
    # Set by the actions: which words the party wrote itself, and how ("party": somebody of it who
    # logged in; "invitation": whoever had its link). Others filled in the rest.
    own_words = models.JSONField(_("in its own words"), default=dict, blank=True, editable=False)
    presence = models.CharField(
        _("presence"), max_length=12, choices=Presence.choices, default=Presence.AT_TABLE
    )
    reason = models.TextField(_("reason"), max_length=300, blank=True)
    is_example = models.BooleanField(_("example data"), default=False)

    objects: ClassVar[PartyQuerySet] = PartyQuerySet.as_manager()  # type: ignore[assignment]
    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("pk",)
        verbose_name = _("party")
        constraints = (
            models.UniqueConstraint(
                fields=["opgave", "organisation"], name="organisation_once_per_opgave"
            ),
        )

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.name

    @property
    def is_missing(self) -> bool:
        """True for an empty chair."""
        return self.presence == Party.Presence.MISSING

    @property
    def stake_is_own(self) -> bool:
        """True when the party itself wrote the stake."""
        return "stake" in self.own_words

    @property
    def is_invented(self) -> bool:
        """True when the page must say that this party stands here as an example."""
        return self.is_example or bool(self.organisation and self.organisation.is_fictional)


class Figure(Revised):
    """One number with its source: a figure never floats alone."""

    class Side(models.TextChoices):
        """Which bank the figure describes."""

        CURRENT = "current", _("current situation")
        DESIRED = "desired", _("desired situation")
        CONTEXT = "context", _("background")

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="figures")
    side = models.CharField(_("side"), max_length=8, choices=Side.choices, default=Side.CURRENT)
    what = models.CharField(_("what is counted"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=300)
    note = models.TextField(_("remark"), max_length=300, blank=True)

    history = HistoricalRecords(bases=[WithHat])

    class Meta:
        ordering = ("pk",)
        verbose_name = _("figure")

    def __str__(self) -> str:
        return self.what
