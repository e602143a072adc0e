"""What happens in a data folder before it is frozen: run inside the Django of that version.

`freeze_data_folder.py` hands it to `overbrug manage shell`. A version that does not know a thing
yet leaves it out. `tell` gives what was made, and where people sit.
"""

import re
from typing import Any

UNNAMED, PRIVATE = "Niemand durft te zeggen dat het geld op is", "Ik wacht tot iemand anders begint"
STEP = "Ik bel morgen de wethouder"
EMAIL, PASSWORD = "bob@overwater.example", "een brug van beloften"


def opgave() -> Any:
    from overbrug.opgaven.models import Opgave

    return Opgave.objects.get(slug="genoeg-passende-woningen")


def editor() -> Any:
    """Bob, editor of the municipality, which is a party."""
    from django.utils import timezone

    from overbrug.accounts.models import Membership, Organisation, Role, User

    home, _ = Organisation.objects.get_or_create(name="Gemeente Overwater")
    bob = User.objects.filter(email=EMAIL).first() or User.objects.create_user(EMAIL, PASSWORD)
    Membership.objects.get_or_create(
        user=bob, organisation=home, role=Role.EDITOR, defaults={"accepted_at": timezone.now()}
    )
    opgave().parties.get_or_create(organisation=home, presence="at_table")
    return bob


def talk() -> dict[str, Any]:
    """A conversation with a table of two, a line without a name and an answer for oneself."""
    from overbrug.cards.queries import card_version
    from overbrug.dialogues.actions import call_dialogue, save_private, submit_unnamed
    from overbrug.dialogues.card_fields import private_fields, unnamed_fields
    from overbrug.dialogues.models import Seat
    from overbrug.dialogues.seat_cookie import Claim, header_for
    from overbrug.lib.tokens import random_name

    card = card_version("brugtafel")
    made = call_dialogue(opgave(), by=editor(), card_version=card, title="Avond van toen")
    table = made.tables.get()
    seats = [
        Seat.objects.create(public_id=random_name(12), table=table, name=name, initials=name[:2])
        for name in ("Amina", "Bram")
    ]
    field = min(unnamed_fields(made.content))
    submit_unnamed(table, line_id="0" * 32, field=field, text=UNNAMED, device="one")
    save_private(seats[0], field=min(private_fields(made.content)), text=PRIVATE)
    where = {"table": table.public_id, "people": []}
    for seat in seats:
        cookie = header_for([Claim(seat.public_id, seat.epoch)])
        person = {"seat": seat.public_id, "epoch": seat.epoch, "headers": {"Cookie": cookie}}
        where["people"].append(person)
    return where


def next_morning() -> dict[str, Any]:
    """Somebody at that table leaves an address and an own step."""
    from overbrug.dialogues.models import Seat
    from overbrug.followups.actions import leave_address

    seat = Seat.objects.get(name="Amina", table__dialogue__title="Avond van toen")
    leave_address(seat, email="amina@overwater.example", step=STEP, language="nl")
    return {"step": STEP}


def question() -> dict[str, Any]:
    """A promise that somebody is asked about by a mail, which waits with its link."""
    from overbrug.commitments.actions import ask_to_confirm, propose_commitment
    from overbrug.outbox.models import OutgoingMail

    bob = editor()
    promise = propose_commitment(
        opgave(),
        by=bob,
        organisation=bob.memberships.first().organisation,
        what="Wij bouwen twaalf kantoren om",
    )
    ask_to_confirm(promise, by=bob, site="http://localhost", email="carol@overwater.example")
    text = OutgoingMail.objects.get(to="carol@overwater.example").text
    return {"promise": promise.what, "link": re.search(r"/bevestig/open/[^/\s]+/", text)[0]}


def invitation() -> dict[str, Any]:
    """A link by which a party describes itself."""
    from overbrug.opgaven.actions import invite_party

    party = (
        opgave()
        .parties.exclude(organisation__name="Gemeente Overwater")
        .filter(presence="at_table")[0]
    )
    made = invite_party(party, by=editor(), site="")
    return {"link": made.link}


def tell() -> dict[str, Any]:
    """All of it, as far as this version knows it."""
    told = {}
    for step in (talk, next_morning, question, invitation):
        try:
            told[step.__name__] = step()
        except (ImportError, AttributeError):
            continue
    return told
