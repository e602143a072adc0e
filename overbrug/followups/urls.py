"""Addresses of the next morning."""

from django.urls import path

from overbrug.followups.views import answering, leaving, stopping

app_name = "followups"
urlpatterns = [
    path("tafel/<slug:table_id>/morgen/", leaving.leave_address, name="leave-address"),
    path("tafel/<slug:table_id>/morgen/weg/", leaving.remove_address, name="remove-address"),
    path("tafel/<slug:table_id>/morgen.ics", leaving.calendar, name="calendar"),
    path("morgen/open/<str:token>/", answering.open_link, name="open-link"),
    path("morgen/<slug:public_id>/", answering.answer, name="answer"),
    path("stop/open/<str:token>/", stopping.open_stop, name="open-stop"),
    path("stop/<slug:public_id>/", stopping.stop, name="stop"),
]
