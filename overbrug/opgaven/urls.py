"""Addresses of opgaven."""

from django.urls import URLPattern, path

from overbrug.opgaven.views import (
    invitations,
    opgaven,
    parts,
    proposals,
    reading,
    self_description,
    series,
    taking,
)

app_name = "opgaven"


def _parts(kind: str, word: str) -> list[URLPattern]:
    folder = f"opgaven/<slug:slug>/{word}"
    kwargs = {"kind": kind}
    return [
        path(f"{folder}/nieuw/", parts.add, kwargs, name=f"add_{kind}"),
        path(f"{folder}/<int:pk>/wijzig/", parts.change, kwargs, name=f"change_{kind}"),
        path(f"{folder}/<int:pk>/weg/", parts.remove, kwargs, name=f"remove_{kind}"),
    ]


# What hangs under an indicator: its own kind, and the word for it in the address.
OF_INDICATORS = {"measurement": "metingen", "observation": "waarnemingen", "share": "aandelen"}


# What stands in the plan, and the word for it in the address.
PLANNED = {
    "condition": "randvoorwaarden",
    "decision": "besluiten",
    "risk": "risicos",
    "role": "rollen",
    "working_form": "werkvormen",
}


def _of_indicator(kind: str, word: str) -> URLPattern:
    address = f"opgaven/<slug:slug>/indicatoren/<int:pk>/{word}/nieuw/"
    return path(address, parts.add, {"kind": kind}, name=f"add_{kind}")


urlpatterns = [
    path("opgaven/", reading.opgave_list, name="list"),
    path("opgaven/nieuw/", opgaven.create, name="create"),
    path("opgaven/<slug:slug>/", reading.detail, name="detail"),
    path("opgaven/<slug:slug>/wijzig/", opgaven.change, name="change"),
    path("opgaven/<slug:slug>/geschiedenis/", reading.history, name="history"),
    path("opgaven/<slug:slug>/partijen/", reading.parties, name="parties"),
    *_parts("party", "partijen"),
    path(
        "opgaven/<slug:slug>/partijen/<int:pk>/uitnodigen/", invitations.invite, name="invite_party"
    ),
    path(
        "opgaven/<slug:slug>/partijen/<int:pk>/uitnodigingen/<slug:public_id>/weg/",
        invitations.revoke,
        name="revoke_invitation",
    ),
    path("uitgenodigd/open/<str:token>/", self_description.open_link, name="open_invitation"),
    path("uitgenodigd/<slug:public_id>/", self_description.answer, name="invitation"),
    path("opgaven/<slug:slug>/cijfers/", reading.figures, name="figures"),
    *_parts("figure", "cijfers"),
    *_parts("need", "behoeften"),
    *(path for kind, word in PLANNED.items() for path in _parts(kind, word)),
    path("opgaven/<slug:slug>/wat-nodig-is/", taking.show, name="taking"),
    *_parts("indicator", "indicatoren"),
    path(
        "opgaven/<slug:slug>/indicatoren/<int:pk>/metingen/",
        reading.measurements,
        name="measurements",
    ),
    *(_of_indicator(kind, word) for kind, word in OF_INDICATORS.items()),
    path("opgaven/<slug:slug>/verhalen/<int:pk>/", reading.observations, name="observations"),
    path(
        "opgaven/<slug:slug>/indicatoren/<int:pk>/metingen/plakken/",
        series.paste,
        name="paste_measurements",
    ),
    *_parts("told", "verhalen"),
    *(path for kind, word in OF_INDICATORS.items() for path in _parts(kind, word)[1:]),
    path("opgaven/<slug:slug>/voorstellen/", proposals.listed, name="proposals"),
    path("opgaven/<slug:slug>/voorstellen/<slug:public_id>/", proposals.show, name="proposal"),
    path(
        "opgaven/<slug:slug>/voorstellen/<slug:public_id>/intrekken/",
        proposals.withdraw,
        name="withdraw_proposal",
    ),
    path(
        "opgaven/<slug:slug>/voorstellen/<slug:public_id>/invoeren/",
        proposals.conclude,
        name="conclude_proposal",
    ),
]
