"""Addresses of people and organisations."""

from django.urls import path

from overbrug.accounts.factors import pages
from overbrug.accounts.views import account, links, members, organisations

app_name = "accounts"
urlpatterns = [
    path("eerste-beheerder/<str:token>/", links.first_admin, name="first_admin"),
    path("wachtwoord-kiezen/<str:token>/", links.choose_password, name="choose_password"),
    path("uitnodiging/<str:token>/", links.join, name="join"),
    path("mijn-account/", account.me, name="me"),
    path("mijn-account/uitnodiging/<int:pk>/weiger/", account.decline, name="decline"),
    path("mijn-account/sessie/<int:pk>/stop/", account.end_session, name="end_session"),
    path("mijn-account/tweede-stap/", pages.needed, name="second_factor"),
    path("organisaties/", organisations.organisations, name="organisations"),
    path("organisaties/nieuw/", organisations.create_organisation, name="create_organisation"),
    path("organisaties/<str:public_id>/", organisations.organisation, name="organisation"),
    path("organisaties/<str:public_id>/leden/nieuw/", members.add_member, name="add_member"),
    path(
        "organisaties/<str:public_id>/leden/<int:pk>/rol/", members.change_role, name="change_role"
    ),
    path(
        "organisaties/<str:public_id>/leden/<int:pk>/stop/",
        members.end_membership,
        name="end_membership",
    ),
    path(
        "organisaties/<str:public_id>/leden/<int:pk>/link/", members.renew_link, name="renew_link"
    ),
]
