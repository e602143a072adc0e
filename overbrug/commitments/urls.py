"""Addresses of promises and mandates."""

from django.urls import path

from overbrug.commitments.views import mandates, promises

app_name = "commitments"
_one = "opgaven/<slug:slug>/toezeggingen/<int:pk>"
_house = "organisaties/<str:public_id>/mandaten"
urlpatterns = [
    path("opgaven/<slug:slug>/toezeggingen/", promises.commitment_list, name="list"),
    path("opgaven/<slug:slug>/toezeggingen/nieuw/", promises.propose, name="propose"),
    path(f"{_one}/", promises.detail, name="detail"),
    path(f"{_one}/wijzig/", promises.change, name="change"),
    path(f"{_one}/bevestig/", promises.confirm, name="confirm"),
    path(f"{_one}/weiger/", promises.decline, name="decline"),
    path(f"{_one}/trek-in/", promises.withdraw, name="withdraw"),
    path(f"{_one}/geleverd/", promises.deliver, name="deliver"),
    path(f"{_house}/nieuw/", mandates.record, name="record_mandate"),
    path(f"{_house}/<int:pk>/stop/", mandates.end, name="end_mandate"),
]
