"""Mail that has to go out."""

from django.db import models
from django.utils import timezone


class State(models.TextChoices):
    """How far a mail is. Only one that waits still holds its text and its address."""

    WAITING = "waiting"
    SENT = "sent"
    BOUNCED = "bounced"  # the mail server says that there is no such address
    GIVEN_UP = "given_up"  # tried for days, or cut off while it was being sent


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Reading words for mails."""

    def waiting(self) -> "OutgoingMailQuerySet":
        """Those that have not come to an end."""
        return self.filter(state=State.WAITING)


class OutgoingMail(models.Model):
    """One mail to one person."""

    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8, default="nl")
    message_id = models.CharField(max_length=80, unique=True, editable=False)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    # Set while a sweep sends it; whoever sets it is the only one who does.
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=80, blank=True)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "pk")
        indexes = (models.Index(fields=["about_type", "about_id"], name="mail_about"),)

    def __str__(self) -> str:
        return f"mail {self.pk}, {self.state}"
