"""Dutch first; a button changes it, a cookie keeps it, nothing else decides."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME
PAGE = "/toegankelijkheid/"


def language_of(response) -> str:
    return response.content.decode().split('<html lang="')[1][:2]


def test_a_browser_in_english_still_gets_dutch(client):
    response = client.get(PAGE, headers={"accept-language": "en-GB,en;q=0.9"})
    assert language_of(response) == "nl"
    assert response["Content-Language"] == "nl"


def test_the_switch_keeps_the_choice_and_goes_back(client):
    response = client.post("/taal/", {"language": "en", "next": PAGE})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert language_of(client.get(PAGE)) == "en"


def test_the_cookie_is_not_for_scripts_or_other_sites(client):
    cookie = client.post("/taal/", {"language": "en"}).cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_the_switch_never_leads_to_another_site(client, address):
    assert client.post("/taal/", {"language": "en", "next": address})["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "../en"])
def test_a_language_that_is_not_offered_is_refused(client, language):
    response = client.post("/taal/", {"language": language})
    assert response.status_code == 400
    assert COOKIE not in response.cookies


def test_a_forged_cookie_means_dutch(client):
    client.cookies[COOKIE] = "<script>"
    assert language_of(client.get(PAGE)) == "nl"


def test_a_link_cannot_change_the_language(client):
    assert client.get("/taal/?language=en").status_code == 405


def test_the_button_speaks_the_other_language(client):
    assert 'value="en" lang="en"' in client.get(PAGE).content.decode()
    client.cookies[COOKIE] = "en"
    assert 'value="nl" lang="nl"' in client.get(PAGE).content.decode()
