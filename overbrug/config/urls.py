"""Every address of the site. Each app owns its own; this file only says which apps there are."""

from django.urls import URLPattern, URLResolver, include, path

from overbrug.core.views import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("overbrug.accounts.login_pages")),
    path("", include("overbrug.accounts.urls")),
    path("", include("overbrug.web.urls")),
    path("", include("overbrug.commitments.urls")),
    path("", include("overbrug.opgaven.urls")),
    path("", include("overbrug.cards.urls")),
    path("", include("overbrug.harvest.urls")),
    path("", include("overbrug.followups.urls")),
    path("", include("overbrug.dialogues.urls")),
    path("", include("overbrug.realtime.urls")),
]
handler400 = "overbrug.web.errors.bad_request"
handler403 = "overbrug.web.errors.forbidden"
handler404 = "overbrug.web.errors.not_found"
handler500 = "overbrug.web.errors.server_error"
