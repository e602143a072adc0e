"""People who log in, the bodies they work for, and in which role."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from overbrug.core.links import MailedLink
from overbrug.lib.tokens import random_name


class UserManager(BaseUserManager["User"]):
    """Makes users; the mail address is the login name."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A person who can log in; without password only once a password is set."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. People at a table need none."""

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    is_platform = models.BooleanField(_("platform administrator"), default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    # Part of what a session is checked against: raising it ends every session of this person.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's own session check, with our epoch beside the password."""
        salt = "overbrug.accounts.models.User.session"
        said = f"{self.password}.{self.session_epoch}"
        return salted_hmac(salt, said, secret=secret, algorithm="sha256").hexdigest()

    def memberships_now(self) -> models.QuerySet[Membership]:
        """The memberships that count today."""
        accepted = self.memberships.filter(ended_at=None, accepted_at__isnull=False)
        return accepted.select_related("organisation")

    def invitations(self) -> models.QuerySet[Membership]:
        """Memberships that were offered and that the person did not answer."""
        offered = self.memberships.filter(ended_at=None, accepted_at=None)
        return offered.select_related("organisation").order_by("pk")

    def main_membership(self) -> Membership | None:
        """The oldest current hat, a real one before an invented one, unless they choose another."""
        return self.memberships_now().order_by("organisation__is_fictional", "pk").first()


class Organisation(models.Model):
    """A body that can take part in an opgave."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        MINISTRY = "ministry", _("ministry")
        PROVINCE = "province", _("province")
        MUNICIPALITY = "municipality", _("municipality")
        WATER_BOARD = "water_board", _("water board")
        AGENCY = "agency", _("agency")
        NGO = "ngo", _("civil society organisation")
        COMPANY = "company", _("company")
        RESIDENTS = "residents", _("group of residents")
        KNOWLEDGE = "knowledge", _("knowledge institute")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    is_fictional = models.BooleanField(_("made up for an example"), default=False)
    public_id = models.CharField(max_length=12, unique=True, editable=False)

    people: int  # how many work there; only on those that come from `queries.organisations_for`

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new row its public name."""
        if not self.public_id:
            self.public_id = random_name(12)
        super().save(*args, **kwargs)


class Role(models.TextChoices):
    """What a person may do in one organisation; the platform administrator is a user flag."""

    ADMIN = "organisation_admin", _("organisation administrator")
    EDITOR = "opgave_editor", _("opgave editor")
    MEMBER = "member", _("member")
    GUEST = "partner_guest", _("partner guest")


class Membership(models.Model):
    """One hat of a person. It ends; it is not deleted, as what was done in it stays true."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices, default=Role.MEMBER)
    started_at = models.DateTimeField(default=timezone.now)
    # Empty: only invited, which gives no right at all.
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(ended_at=None),
                name="one_current_membership",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.organisation}"

    def shown_name(self) -> str:
        """Whoever is only invited is shown as the address that was typed, not by name."""
        return str(self.user) if self.accepted_at else self.user.email


class OneTimeLink(MailedLink):
    """A link that an administrator hands over, or the first start prints; it works once."""

    class Kind(models.TextChoices):
        """What the link lets a person do."""

        FIRST_ADMIN = "first_admin", _("make a platform administrator")
        CHOOSE_PASSWORD = "choose_password", _("choose a password")
        JOIN = "join_organisation", _("accept an invitation")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="one_time_links"
    )
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="links"
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
