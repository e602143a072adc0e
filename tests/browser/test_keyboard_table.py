"""Short journeys at a table by keyboard alone; after each Tab the focus is where it should be."""

import re

from playwright.sync_api import expect

from tests.browser.people import go_to_step, is_saved, sit_down, to_next_step, write

REASON = "Ik zit hier omdat"


def test_from_the_code_to_a_seat(keys, code):
    page = keys.page
    page.goto("/")
    keys.fill("^Zit je aan een tafel", code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_label("Je naam of initialen")).to_be_visible()
    keys.fill("Je naam of initialen", "Mieke")
    page.keyboard.press("Enter")
    keys.is_seated()


def test_write_and_go_on_and_take_it_back(keys, code):
    keys.sit(code)
    keys.begin()
    keys.write(REASON, "Ik zoek een huis.")
    keys.next_step(2)
    keys.act("^Maak ongedaan")
    keys.is_at_step(1)


def test_close_what_is_said_and_be_where_one_was(keys, code):
    keys.sit(code)
    keys.begin()
    keys.act("[Tt]ijdbewaker: neem deze rol")
    keys.act("Verdeel de rollen")
    expect(keys.page.get_by_role("button", name="Sluit")).to_be_visible()
    keys.act("^Sluit")
    keys.focus()


def test_take_a_role_and_lay_it_down(keys, code):
    page = keys.page
    keys.sit(code)
    keys.begin()
    keys.act("[Dd]oorvrager: neem deze rol", key="Space")
    keys.focus()
    keys.act("^Jouw vragen om door te vragen", tag="SUMMARY")
    expect(page.get_by_text("Wie vroeg jou om te komen?")).to_be_visible()
    keys.focus()
    keys.act("^Leg deze rol neer", key="Space")
    keys.focus()


def test_look_back_without_moving_the_table(keys, code):
    keys.sit(code)
    keys.begin()
    keys.next_step(2)
    keys.act("Alle stappen", "SUMMARY")
    keys.act("^Bekijk stap 1")
    expect(keys.page.locator("h1")).to_be_focused()
    keys.act("^Ga naar stap 2")
    keys.is_at_step(2)


def test_give_a_dot_and_take_it_back(keys, code, phone):
    page = keys.page
    jan = sit_down(phone(), code, "Jan")
    keys.sit(code)
    keys.begin()
    go_to_step(page, 2)
    write(jan, "Mijn moment", "De dag dat het plan stilviel.")
    is_saved(jan, "Mijn moment")
    to_next_step(page, 3)
    keys.act("^Geef een stip.* Jan", key="Space")
    expect(page.get_by_text("1 stip").first).to_be_visible()
    keys.act("^Neem een stip terug", key="Space")
    assert "Geef een stip" in keys.focus()["name"]


def test_choose_from_a_scale_and_from_a_list(keys, code):
    page = keys.page
    keys.sit(code)
    keys.begin()
    keys.choose("^1", 2)
    go_to_step(page, 5)
    keys.choose("Scherper kiezen", 1)


def test_put_in_order_without_dragging(keys, code):
    page = keys.page
    keys.sit(code)
    keys.begin()
    go_to_step(page, 6)
    keys.act("^Zet Geld hoger")
    for _n in range(2):
        assert "Geld" in keys.press("Enter")["name"]


def test_make_a_promise(keys, site):
    page = keys.page
    keys.sit(site.new_dialogue(card="korte-brug"))
    keys.begin()
    go_to_step(page, 5)
    for label in ("Wie belooft dit?", "Wat beloof je?", "Wanneer is het klaar?"):
        keys.write(label, "Vakschool, voor 1 mei")


def test_answer_without_a_name(keys, code):
    page = keys.page
    keys.sit(code)
    keys.begin()
    go_to_step(page, 3)
    keys.act("Schrijf zonder je naam", key="Space")
    assert "Een regel zonder je naam" in keys.focus()["name"]
    keys.act("^Leg op tafel")  # nothing was written: the box says so, and has the focus
    assert keys.focus()["tag"] == "TEXTAREA"
    page.keyboard.type("Ik durf het niet te zeggen.")
    keys.act("^Leg op tafel")
    expect(page.get_by_label("Een regel zonder je naam")).to_have_value("")
    keys.focus()


def test_read_what_happened_and_switch_the_voice_off(keys, code, phone):
    page = keys.page
    jan = sit_down(phone(), code, "Jan")
    keys.sit(code)
    keys.begin()
    write(jan, REASON, "Ik bouw.")
    is_saved(jan, REASON)
    keys.act("Wat er gebeurde", "SUMMARY")
    expect(page.locator(".happened li", has_text="Ik bouw.")).to_be_visible()
    keys.act("Laat een schermlezer", "INPUT", key="Space")
    assert not keys.focus()["checked"]
    keys.tab()  # the list scrolls by keyboard too


def test_mark_a_line_propose_object_and_agree(keys, code, phone):
    page = keys.page
    sit_down(phone(), code, "Jan")  # one person alone shares nothing
    keys.sit(code)
    keys.begin()
    keys.write(REASON, "Mijn dochter vindt geen huis.")
    page.goto(f"{page.url}delen/")
    keys.choose("^Blijft aan tafel", 1)
    keys.act("^Stel dit voor aan de tafel")
    expect(page.locator(".harvest-proposal")).to_contain_text("Mijn dochter vindt geen huis.")
    keys.act("^Ik ben het niet eens", "SUMMARY")
    keys.act("^Ik heb bezwaar")
    expect(page.locator("main")).to_contain_text("Iemand heeft bezwaar")
    keys.act("^Ik trek mijn bezwaar in")
    expect(page.locator("#content")).to_contain_text(re.compile("Je bent het eens|keurde dit goed"))


def test_pair_a_big_screen(keys, code):
    page = keys.page
    keys.sit(code)
    page.goto(f"{page.url}schermen/")
    keys.go("^Maak een code", "/schermen/", "BUTTON")
    pairing = page.locator("main .code").inner_text()
    page.goto("/scherm/")
    keys.fill("^Code", pairing)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Verbonden")).to_be_visible()


def test_free_a_chair(keys, code, phone):
    page = keys.page
    jan = sit_down(phone(), code, "Jan")
    jan.context.close()
    keys.sit(code)
    page.goto(f"{page.url}plekken/")
    keys.act("^Geef de plek van Jan vrij")
    expect(page.get_by_text("Jan was hier net nog.")).to_be_visible()  # and keeps the seat for now


def test_leave_the_table(keys, code):
    page = keys.page
    keys.sit(code)
    keys.go("^Verlaat de tafel", "/verlaat/$")
    keys.act("^Geef de plek van Mieke vrij")
    expect(page).not_to_have_url(re.compile("/verlaat/"))


def test_another_language_at_the_table(keys, code):
    page = keys.page
    keys.sit(code)
    keys.act("^English$")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    keys.act("^Begin the conversation")
    expect(page.locator("h1")).to_be_focused()


def test_who_writes_is_brought_along_by_a_press(keys, code, phone):
    page = keys.page
    keys.sit(code)
    keys.begin()
    jan = sit_down(phone(), code, "Jan")
    keys.write(REASON, "Ik zoek")
    to_next_step(jan, 2)
    expect(page.locator(".unfinished-head").first).to_be_visible()
    keys.focus()
    page.keyboard.press("Shift+Tab")
    assert "Ga naar stap 2" in keys.focus()["name"]
    page.keyboard.press("Enter")
    keys.is_at_step(2)
