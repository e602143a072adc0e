"""The app of the next morning: two short mails about one's own step, and one tap to answer."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """Own steps with an address, until the last mail has gone."""

    name = "overbrug.followups"
    label = "followups"
