"""Addresses of conversations, tables and seats."""

from django.urls import path

from overbrug.dialogues.views import (
    about,
    answers,
    changing,
    joining,
    organising,
    results,
    room,
    screens,
)

app_name = "dialogues"
urlpatterns = [
    path("opgaven/<slug:slug>/gesprek/", organising.call, name="call"),
    path("opgaven/<slug:slug>/gesprekken/", about.about, name="about"),
    path("gesprekken/", organising.dialogues, name="list"),
    path("gesprekken/<slug:public_id>/", organising.dialogue, name="dialogue"),
    path("gesprekken/<slug:public_id>/afdrukken/", organising.table_cards, name="table-cards"),
    path("gesprekken/<slug:public_id>/wijzig/", changing.change, name="change"),
    path("gesprekken/<slug:public_id>/sluit/", changing.close, name="close"),
    path("gesprekken/<slug:public_id>/open-weer/", changing.reopen, name="reopen"),
    path("gesprekken/<slug:public_id>/plek/<slug:seat_id>/weg/", changing.revoke, name="revoke"),
    path("aan/", joining.type_code, name="code"),
    path("aan/<str:code>/", joining.join, name="join"),
    path("aan/<str:code>/<int:number>/", joining.join, name="join-table"),
    path("scherm/", screens.pair, name="pair-screen"),
    path("tafel/<slug:table_id>/", room.room, name="room"),
    path("tafel/<slug:table_id>/groot-scherm/", room.big_screen, name="big-screen"),
    path("tafel/<slug:table_id>/schermen/", screens.screens, name="screens"),
    path("tafel/<slug:table_id>/plekken/", room.seats, name="seats"),
    path("tafel/<slug:table_id>/verlaat/", room.leave, name="leave"),
    path("tafel/<slug:table_id>/eigen-tafel/", room.own_table, name="own"),
    path("tafel/<slug:table_id>/zonder-naam/", answers.unnamed, name="unnamed"),
    path("tafel/<slug:table_id>/alleen-ik/", answers.private, name="private"),
    path("tafel/<slug:table_id>/oogst/", results.result, name="result"),
    path("tafel/<slug:table_id>/oogst.md", results.markdown, name="result-markdown"),
    path("tafel/<slug:table_id>/oogst.odt", results.text_document, name="result-odt"),
    path("tafel/<slug:table_id>/oogst.csv", results.spreadsheet, name="result-csv"),
]
