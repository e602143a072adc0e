"""Addresses of people and organisations."""

from django.urls import path

from overbrug.accounts import views
from overbrug.accounts.factors import pages

app_name = "accounts"
urlpatterns = [
    path("eerste-beheerder/<str:token>/", views.first_admin, name="first_admin"),
    path("wachtwoord-kiezen/<str:token>/", views.choose_password, name="choose_password"),
    path("uitnodiging/<str:token>/", views.join, name="join"),
    path("mijn-account/", views.me, name="me"),
    path("mijn-account/uitnodiging/<int:pk>/weiger/", views.decline, name="decline"),
    path("mijn-account/sessie/<int:pk>/stop/", views.end_session, name="end_session"),
    path("mijn-account/tweede-stap/", pages.needed, name="second_factor"),
    path("organisaties/", views.organisations, name="organisations"),
    path("organisaties/nieuw/", views.create_organisation, name="create_organisation"),
    path("organisaties/<str:public_id>/", views.organisation, name="organisation"),
    path("organisaties/<str:public_id>/leden/nieuw/", views.add_member, name="add_member"),
    path("organisaties/<str:public_id>/leden/<int:pk>/rol/", views.change_role, name="change_role"),
    path(
        "organisaties/<str:public_id>/leden/<int:pk>/stop/",
        views.end_membership,
        name="end_membership",
    ),
    path("organisaties/<str:public_id>/leden/<int:pk>/link/", views.renew_link, name="renew_link"),
]
