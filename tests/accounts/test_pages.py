"""Pages about people and organisations, over HTTP."""

import re

import pytest
from django.urls import reverse

from overbrug.accounts import actions
from overbrug.accounts.models import Membership, Organisation, Role, User
from tests.factories import PASSWORD, MembershipFactory, OrganisationFactory, UserFactory
from tests.hostile import TEXTS

pytestmark = pytest.mark.django_db
PERSON = {"email": "alice@overwater.example", "name": "Alice", "password": PASSWORD}


@pytest.fixture
def admin(client):
    membership = MembershipFactory(role=Role.ADMIN)
    client.force_login(membership.user)
    return membership


def page(name, membership, *, member=None):
    args = [membership.organisation.public_id] + ([member.pk] if member else [])
    return reverse(f"accounts:{name}", args=args)


def test_looking_at_the_link_does_not_use_it_up(client):
    path = actions.make_admin_link()
    for _ in range(3):
        assert client.get(path).status_code == 200
    assert client.post(path, PERSON).url == reverse("accounts:organisations")
    assert client.get("/mijn-account/").status_code == 200
    assert len(client.get("/accounts/sessies/").context["sessions"]) == 1
    assert User.objects.get().is_platform


def test_unknown_and_used_links_look_alike(client):
    path = actions.make_admin_link()
    client.post(path, PERSON)
    client.logout()
    answers = [
        client.get(address)
        for address in (path, "/eerste-beheerder/guess/", "/wachtwoord-kiezen/guess/")
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    bodies = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert len(bodies) == 1
    assert client.post(path, PERSON).status_code == 404


@pytest.mark.parametrize(
    "password", ["short", "alice@overwater.example", "password1234", "x" * 501]
)
def test_a_weak_password_is_explained_and_the_rest_is_kept(client, password):
    answer = client.post(actions.make_admin_link(), PERSON | {"password": password})
    assert answer.status_code == 422
    assert 'value="Alice"' in answer.content.decode()
    assert not User.objects.exists()


def test_an_administrator_adds_a_member_who_logs_in(client, admin):
    data = {"email": "bob@overwater.example", "name": "Bob", "role": "member"}
    html = client.post(page("add_member", admin), data).content.decode()
    path = re.search(r"http://testserver(/wachtwoord-kiezen/[^/]+/)", html)[1]
    client.logout()
    assert "bob@overwater.example" in client.get(path).content.decode()
    assert client.post(path, {"password": PASSWORD}).status_code == 302
    assert "Bob" in client.get("/mijn-account/").content.decode()
    assert client.post(path, {"password": PASSWORD}).status_code == 404


def test_a_role_is_changed_and_a_membership_ended(client, admin):
    member = MembershipFactory(organisation=admin.organisation)
    client.post(page("change_role", admin, member=member), {"role": "member"})
    member.refresh_from_db()
    assert member.role == Role.MEMBER
    client.get(page("end_membership", admin, member=member))
    client.post(page("end_membership", admin, member=member))
    member.refresh_from_db()
    assert member.ended_at


def test_a_new_link_for_who_lost_the_first(client, admin):
    new = actions.add_member(admin.organisation, by=admin.user, email="bob@overwater.example")
    html = client.post(page("renew_link", admin, member=new.membership)).content.decode()
    assert "/wachtwoord-kiezen/" in html
    assert client.get(new.link_path).status_code == 404


@pytest.mark.parametrize("name", ["add_member", "change_role", "end_membership", "renew_link"])
def test_members_do_not_get_the_pages_of_administrators(client, name):
    membership = MembershipFactory(role=Role.MEMBER)
    colleague = MembershipFactory(organisation=membership.organisation)
    client.force_login(membership.user)
    address = page(name, membership, member=None if name == "add_member" else colleague)
    assert client.post(address, {"role": "member"}).status_code in (403, 404)


def test_another_organisation_is_not_there(client, admin):
    other = MembershipFactory()
    assert client.get(page("organisation", other)).status_code == 404
    assert client.get(page("organisation", admin)).status_code == 200


def test_the_platform_makes_an_organisation_and_sees_no_members(client):
    client.force_login(UserFactory(is_platform=True))
    client.post(
        reverse("accounts:create_organisation"), {"name": "Overwater", "kind": "municipality"}
    )
    organisation = Organisation.objects.get()
    member = MembershipFactory(organisation=organisation)
    html = client.get(
        reverse("accounts:organisation", args=[organisation.public_id])
    ).content.decode()
    assert member.user.email not in html


def test_anonymous_is_asked_to_log_in(client):
    for name in ("me", "organisations", "create_organisation"):
        assert client.get(reverse(f"accounts:{name}")).url.startswith("/accounts/login/")


def test_the_list_asks_as_much_for_ten_as_for_one(client, django_assert_max_num_queries):
    client.force_login(UserFactory(is_platform=True))
    for _ in range(10):
        MembershipFactory(organisation=OrganisationFactory())
    with django_assert_max_num_queries(5):
        client.get(reverse("accounts:organisations"))


FIELDS = [
    ("add_member", "email"),
    ("add_member", "name"),
    ("add_member", "role"),
    ("me", "name"),
    ("link", "email"),
    ("link", "name"),
    ("link", "password"),
]


@pytest.mark.parametrize(
    ("where", "field"), [*FIELDS, ("organisation", "name"), ("organisation", "kind")]
)
def test_nothing_typed_breaks_a_form(client, admin, where, field):
    User.objects.filter(pk=admin.user_id).update(is_platform=True)
    for name, text in TEXTS.items():
        addresses = {
            "add_member": page("add_member", admin),
            "me": reverse("accounts:me"),
            "organisation": reverse("accounts:create_organisation"),
        }
        address = addresses.get(where) or actions.make_admin_link()
        good = {"kind": "other"} if where == "organisation" else PERSON | {"role": "member"}
        answer = client.post(address, good | {field: text})
        assert answer.status_code in (200, 302, 422), name
        assert "<script>alert" not in answer.content.decode()
        Membership.objects.exclude(pk=admin.pk).delete()
        User.objects.exclude(pk=admin.user_id).delete()
        client.force_login(admin.user)


def test_without_a_mail_server_nobody_prints_a_link(client, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    user = UserFactory()
    for answer in (
        client.get("/accounts/password/reset/"),
        client.post("/accounts/password/reset/", {"email": user.email}),
    ):
        assert answer.status_code == 200
        assert "<form" not in answer.content.decode().split("<main")[1].split("</main")[0]
    assert capsys.readouterr().out == ""


LIBRARY = {
    "account_login": ("login", "password"),
    "account_reset_password": ("email",),
    "account_change_password": ("oldpassword", "password1", "password2"),
}


@pytest.mark.parametrize("where", LIBRARY)
def test_nothing_typed_breaks_the_pages_of_the_library(client, where):
    if where == "account_change_password":
        client.force_login(UserFactory())
    for name, text in TEXTS.items():
        answer = client.post(reverse(where), dict.fromkeys(LIBRARY[where], text))
        assert answer.status_code in (200, 302, 422, 429), name


def test_the_command_prints_a_link_that_works(client, capsys):
    from overbrug.config.cli import main

    assert main(["admin-link"]) == 0
    path = re.search(r"http://[^/]+(/eerste-beheerder/\S+)", capsys.readouterr().out)[1]
    assert client.get(path).status_code == 200


def test_every_page_of_a_person_speaks_two_languages(client, admin):
    for language, word in (("nl", "Mijn account"), ("en", "My account")):
        client.cookies["overbrug_language"] = language
        html = client.get(reverse("accounts:me")).content.decode()
        assert f'lang="{language}"' in html
        assert word in html or language == "nl"  # the Dutch catalogue is compiled by `make`
