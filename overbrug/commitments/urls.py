"""Addresses of promises, of the links in mails about them, and of mandates."""

from django.urls import path

from overbrug.commitments.views import (
    answering,
    asking,
    capacities,
    changing,
    effects,
    promises,
    speaking,
)

app_name = "commitments"
_one = "opgaven/<slug:slug>/toezeggingen/<int:pk>"
_house = "organisaties/<str:public_id>/mandaten"
_mail = "organisaties/<str:public_id>/adressen"
_gives = "organisaties/<str:public_id>/te-geven"
_mandate, _mailbox = {"kind": "mandate"}, {"kind": "address"}
urlpatterns = [
    path("opgaven/<slug:slug>/toezeggingen/", promises.commitment_list, name="list"),
    path("opgaven/<slug:slug>/toezeggingen/nieuw/", promises.propose, name="propose"),
    path(f"{_one}/", promises.detail, name="detail"),
    path(f"{_one}/wijzig/", changing.change, name="change"),
    path(f"{_one}/bevestig/", promises.confirm, name="confirm"),
    path(f"{_one}/weiger/", promises.decline, name="decline"),
    path(f"{_one}/trek-in/", promises.withdraw, name="withdraw"),
    path(f"{_one}/geleverd/", promises.deliver, name="deliver"),
    path(f"{_one}/wie-ziet-dit/", promises.choose_visibility, name="choose_visibility"),
    path(f"{_one}/effect/", effects.claim, name="claim_effect"),
    path(f"{_one}/effect/<int:number>/weg/", effects.drop, name="drop_effect"),
    path(f"{_one}/effect/<int:number>/weeg/", effects.review, name="review_effect"),
    path(f"{_one}/vraag/", asking.ask, name="ask"),
    path(f"{_one}/vraag/<slug:public_id>/trek-in/", asking.revoke, name="revoke_link"),
    path(f"{_one}/vraag/<slug:public_id>/opnieuw/", asking.again, name="ask_again"),
    path("bevestig/open/<str:token>/", answering.open_link, name="open_link"),
    path("bevestig/<slug:public_id>/", answering.answer, name="answer"),
    path("bevestig/<slug:public_id>/anders/", answering.change, name="answer_change"),
    path("bevestig/<slug:public_id>/nee/", answering.decline, name="answer_decline"),
    path("bevestig/<slug:public_id>/niet-voor-ons/", answering.not_us, name="answer_not_us"),
    path("bevestig/<slug:public_id>/trek-in/", answering.withdraw, name="answer_withdraw"),
    path(f"{_mail}/nieuw/", speaking.record, _mailbox, name="register_address"),
    path(f"{_mail}/<int:pk>/stop/", speaking.end, _mailbox, name="end_address"),
    path(f"{_gives}/nieuw/", capacities.declare, name="declare_capacity"),
    path(f"{_gives}/<int:pk>/weg/", capacities.end, name="end_capacity"),
    path(f"{_house}/nieuw/", speaking.record, _mandate, name="record_mandate"),
    path(f"{_house}/<int:pk>/stop/", speaking.end, _mandate, name="end_mandate"),
]
