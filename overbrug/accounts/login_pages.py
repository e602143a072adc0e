"""The pages of allauth that we use: to log in and out, to change and to reset a password.

Only these are mounted. Above all the page that changes the mail address stays away: memberships
are given to an address, so an address that nobody checked would be somebody else's hat. The names
are allauth's own, which it looks up itself.
"""

from allauth.account import views
from django.urls import path, re_path

from overbrug.accounts.forgotten import reset_password

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", reset_password, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
