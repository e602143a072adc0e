"""The app of people and organisations."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, organisations, memberships and their roles."""

    name = "overbrug.accounts"
    label = "accounts"
