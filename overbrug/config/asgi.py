"""The one ASGI application: pages by Django, static files from memory, rooms by the engine."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overbrug.config.settings")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
