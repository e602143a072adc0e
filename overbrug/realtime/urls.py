"""No pages: the room speaks through the socket at `/rt/<table>`, which `door.py` opens."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
