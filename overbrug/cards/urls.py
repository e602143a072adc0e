"""Addresses of cards."""

from django.urls import path

from overbrug.cards import views

app_name = "cards"
urlpatterns = [
    path("kaarten/", views.cards, name="list"),
    path("kaarten/schema/card-1.json", views.schema, name="schema"),
    path("kaarten/<slug:slug>/", views.card, name="card"),
]
