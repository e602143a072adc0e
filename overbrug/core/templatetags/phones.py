"""`{% phones %}`: one line beside a QR code that no phone can open."""

from typing import Any

from django.template import Context, Library

from overbrug.core.addresses import is_here_only

register = Library()


@register.inclusion_tag("core/phones.html", takes_context=True)
def phones(context: Context) -> dict[str, Any]:
    """Nothing at all on a server that others reach."""
    return {"is_here_only": is_here_only(context["request"])}
