"""Addresses of opgaven."""

from django.urls import URLPattern

app_name = "opgaven"
urlpatterns: list[URLPattern] = []
