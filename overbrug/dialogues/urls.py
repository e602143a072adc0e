"""Addresses of conversations, tables and seats."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
