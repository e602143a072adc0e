"""The one ASGI application. Any ASGI server shows its pages; the rooms need `overbrug serve`."""

from __future__ import annotations

import os
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overbrug.config.settings")

from django.core.asgi import get_asgi_application

from overbrug.config import collector
from overbrug.realtime.asgi_types import App


def make_application() -> App:
    """Load the apps first, then the front that uses them."""
    pages = cast(App, get_asgi_application())
    from overbrug.config.front import Front

    front = Front(pages)
    collector.settle()
    return front


application = make_application()
