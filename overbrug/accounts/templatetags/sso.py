"""How the provider of the organisation is called on the button; "" without one."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def sso_name() -> str:
    """The name that the host gave it."""
    return str(settings.SSO.get("name", ""))
