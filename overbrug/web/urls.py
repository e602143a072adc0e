"""Addresses of pages that belong to no single app."""

from django.urls import path

from overbrug.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("wie-ziet-wat/", views.who_sees_what, name="who-sees-what"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("zo-rekenen-wij/", views.how_we_calculate, name="how-we-calculate"),
    path("broncode/", views.source, name="source"),
    path("taal/", views.set_language, name="set-language"),
]
