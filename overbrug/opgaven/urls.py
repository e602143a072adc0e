"""Addresses of opgaven."""

from django.urls import URLPattern, path

from overbrug.opgaven.views import invitations, opgaven, parts, reading, self_description, series

app_name = "opgaven"


def _parts(kind: str, word: str) -> list[URLPattern]:
    folder = f"opgaven/<slug:slug>/{word}"
    kwargs = {"kind": kind}
    return [
        path(f"{folder}/nieuw/", parts.add, kwargs, name=f"add_{kind}"),
        path(f"{folder}/<int:pk>/wijzig/", parts.change, kwargs, name=f"change_{kind}"),
        path(f"{folder}/<int:pk>/weg/", parts.remove, kwargs, name=f"remove_{kind}"),
    ]


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
    *_parts("figure", "cijfers"),
    *_parts("need", "behoeften"),
    *_parts("indicator", "indicatoren"),
    path(
        "opgaven/<slug:slug>/indicatoren/<int:pk>/metingen/",
        reading.measurements,
        name="measurements",
    ),
    path(
        "opgaven/<slug:slug>/indicatoren/<int:pk>/metingen/nieuw/",
        parts.add_measurement,
        name="add_measurement",
    ),
    path(
        "opgaven/<slug:slug>/indicatoren/<int:pk>/metingen/plakken/",
        series.paste,
        name="paste_measurements",
    ),
    *_parts("measurement", "metingen")[1:],
]
