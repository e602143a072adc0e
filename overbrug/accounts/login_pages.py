"""The pages of allauth that we use: to log in and out, passwords, second steps, sessions.

Only these are mounted. Above all the page that changes the mail address stays away: memberships
are given to an address, so an address that nobody checked would be somebody else's hat. The names
are allauth's own, which it looks up itself.
"""

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as code_app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path, reverse_lazy

from overbrug.accounts.factors import pages
from overbrug.accounts.forgotten import reset_password
from overbrug.accounts.sso import pages as sso

# An old session alone gives an account no password.
first_password = login_required(reauthentication_required(views.password_set))

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("opnieuw/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", first_password, name="account_set_password"),
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
    path("sso/", sso.begin, name="sso_begin"),
    path("sso/terug/", sso.callback, name="sso_callback"),
    path("sessies/", sessions.list_usersessions, name="usersessions_list"),
    path("tweede-stap/", second_step.index, name="mfa_index"),
    path("tweede-stap/code/", second_step.authenticate, name="mfa_authenticate"),
    path("tweede-stap/opnieuw/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("tweede-stap/app/", code_app.activate_totp, name="mfa_activate_totp"),
    path("tweede-stap/app/weg/", code_app.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/herstelcodes/", pages.recovery_codes, name="mfa_view_recovery_codes"),
    path("tweede-stap/herstelcodes/bestand/", pages.codes_file, name="mfa_download_recovery_codes"),
    path(
        "tweede-stap/herstelcodes/nieuw/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("tweede-stap/passkey/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("tweede-stap/passkey/log-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "tweede-stap/passkey/opnieuw/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "tweede-stap/passkey/<int:pk>/weg/",
        passkeys.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
]
