"""Pages of plain text, errors and account pages: one frame, nothing that the policy refuses."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/wie-ziet-wat/",
    "/toegankelijkheid/",
    "/broncode/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/hier-is-niets/",
]


class Reader(HTMLParser):
    """Collects what a page may not hold, and its headings and landmarks."""

    def __init__(self) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"{tag} {name}")
            if name == "id":
                self.ids.append(str(value))
        if tag == "style" or (tag == "script" and not dict(attrs).get("src")):
            self.forbidden.append(tag)


def read(client: Client, address: str) -> Reader:
    reader = Reader()
    reader.feed(client.get(address).content.decode())
    return reader


@pytest.mark.parametrize("address", PAGES)
def test_each_page_has_one_frame_and_nothing_inline(client, address):
    page = read(client, address)
    assert page.forbidden == []
    assert (page.tags.count("main"), page.tags.count("h1")) == (1, 1)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("address", PAGES)
def test_no_component_is_left_unread(client, address):
    page = client.get(address).content.decode()
    assert re.findall(r"<c-[a-z-]+|{[{%]", page) == []


def test_the_menu_says_where_you_are(client):
    assert '<a href="/" aria-current="page"' in re.sub(
        r"\s+", " ", client.get("/").content.decode()
    )


def test_a_page_that_is_not_there_says_how_to_go_on(client):
    response = client.get("/hier-is-niets/")
    assert response.status_code == 404
    assert 'href="/opgaven/"' in response.content.decode()


def test_an_old_form_is_refused_in_words():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/taal/", {"language": "en"})
    assert response.status_code == 403
    assert 'href="/"' in response.content.decode()


def test_the_500_page_needs_no_request_and_no_database(django_db_blocker):
    from django.template.loader import get_template

    with django_db_blocker.block():
        page = get_template("500.html").render()
    assert "<h1>" in page
    assert "overbrug/error.css" in page


def test_login_links_the_error_to_its_field(client):
    response = client.post("/accounts/login/", {"login": "", "password": ""})
    page = response.content.decode()
    assert "data-error-summary" in page
    assert 'href="#id_login"' in page
    assert 'aria-describedby="id_login_error"' in page
