"""What people at a table do with a phone, in words of the screen."""

import re

from playwright.sync_api import Page, expect

REASON = "Ik zit hier omdat"  # the first prompt of the first step


def sit_down(page: Page, code: str, name: str, number: int = 1) -> Page:
    """One page, one field, one button."""
    page.goto(f"/aan/{code}/{number}/")
    page.get_by_label("Je naam of initialen").fill(name)
    page.get_by_role("button", name="Ga zitten").click()
    expect(page).to_have_url(re.compile("/tafel/[a-z2-7]{16}/$"))
    expect(page.locator("h1")).to_be_visible()
    return page


def begin(page: Page) -> None:
    """Start the clock of the first step."""
    page.get_by_role("button", name="Begin het gesprek").click()
    expect(step_name(page)).to_contain_text("Stap 1 van")


def step_name(page: Page):
    """The line above the question."""
    return page.locator(".step-name", has_text=re.compile("Stap [0-9]+ van")).first


def to_next_step(page: Page, number: int) -> None:
    """Press *Volgende* and see step `number`."""
    page.get_by_role("button", name="Volgende", exact=True).click()
    expect(step_name(page)).to_contain_text(f"Stap {number} van")


def go_to_step(page: Page, number: int) -> None:
    """From the first step to step `number`."""
    for step in range(2, number + 1):
        to_next_step(page, step)


def box(page: Page, label: str):
    """The box to type in with this label."""
    return page.get_by_role("textbox", name=label, exact=True).first


def write(page: Page, label: str, text: str) -> None:
    """Put text in the field with this label."""
    box(page, label).fill(text)


def field_of(page: Page, label: str):
    """The whole field with its foot: who sees it, whether it is saved."""
    return page.locator(".field").filter(has=box(page, label)).first


def is_saved(page: Page, label: str) -> None:
    """The field says that the server has it."""
    expect(field_of(page, label).locator(".save-state")).to_contain_text("Bewaard")
