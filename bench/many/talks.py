"""Conversations: tables, seats, what they shared, what came of it, and the next mornings."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bench.many.past import BATCH
from bench.many.world import World
from overbrug.accounts.models import Role
from overbrug.cards.models import CardVersion
from overbrug.cards.queries import card_version, current_cards
from overbrug.core.visibility import Visibility
from overbrug.dialogues.models import Dialogue, Seat, Table
from overbrug.followups.models import FollowUp, Round, RoundCount
from overbrug.harvest.models import HarvestLine, HarvestPage, Release, Vote
from overbrug.opgaven.models import Opgave

SEATS = 6
LINES = 8
TEXTS = ["essence", "causes", "open_questions", ""]
DECIDED = 4  # one promise in so many was brought to the bridge


def make(world: World) -> None:
    """All of them; those of the heavy opgave shared many lines."""
    card = card_version("brugtafel") or current_cards().first()
    assert card is not None
    rest = world.opgaven[1:] or world.opgaven
    heavy = min(world.size.heavy_dialogues, world.size.dialogues)
    about = [world.heavy] * heavy
    about += [rest[n % len(rest)] for n in range(world.size.dialogues - heavy)]
    dialogues = Dialogue.objects.bulk_create(
        [_dialogue(world, opgave, card, n) for n, opgave in enumerate(about)], batch_size=BATCH
    )
    tables = Table.objects.bulk_create(
        [
            Table(
                dialogue=dialogue,
                number=number,
                public_id=world.dice.name(16),
                finished_at=dialogue.closed_at,
                first_ended_at=dialogue.closed_at,
            )
            for dialogue in dialogues
            for number in (1, 2)
        ],
        batch_size=BATCH,
    )
    seats = _seats(world, tables)
    _harvest(world, tables, seats)
    _mornings(world, dialogues, seats)


def _dialogue(world: World, opgave: Opgave, card: CardVersion, n: int) -> Dialogue:
    at = world.dice.moment(opgave.created_at)
    hats = world.hats[opgave.home_id or 0]
    closed = n % 3 != 0
    return Dialogue(
        opgave=opgave,
        card_version=card,
        title=f"Gesprek {n} over {opgave.title}"[:120],
        starts_at=at,
        code=world.dice.code(),
        public_id=world.dice.name(),
        code_expires_at=timezone.now() + timedelta(days=-1 if closed else 7),
        closed_at=at + timedelta(hours=3) if closed else None,
        created_by=next(hat.user for hat in hats if hat.role == Role.EDITOR),
        organisation=opgave.home,
        created_at=at - timedelta(days=7),
    )


def _seats(world: World, tables: list[Table]) -> dict[int, list[Seat]]:
    rows = [
        Seat(table=table, public_id=world.dice.name(), name=f"Plek {n}", initials=f"P{n}")
        for table in tables
        for n in range(1, SEATS + 1)
    ]
    found: dict[int, list[Seat]] = {}
    for seat in Seat.objects.bulk_create(rows, batch_size=BATCH):
        found.setdefault(seat.table_id, []).append(seat)
    return found


def _harvest(world: World, tables: list[Table], seats: dict[int, list[Seat]]) -> None:
    """The first table of each conversation approved a page."""
    first = [table for table in tables if table.number == 1]
    pages = HarvestPage.objects.bulk_create(
        [
            HarvestPage(
                table=table,
                number=1,
                state=HarvestPage.State.APPROVED,
                proposed_at=table.dialogue.created_at,
                decided_at=table.dialogue.created_at,
            )
            for table in first
        ],
        batch_size=BATCH,
    )
    Vote.objects.bulk_create(
        [
            Vote(page=page, seat=seat, choice=Vote.Choice.AGREE)
            for page in pages
            for seat in seats[page.table_id]
        ],
        batch_size=BATCH,
    )
    lines = HarvestLine.objects.bulk_create(
        [_line(world, page, n) for page in pages for n in range(_count(world, page))],
        batch_size=BATCH,
    )
    _releases(world, lines)


def _count(world: World, page: HarvestPage) -> int:
    is_heavy = page.table.dialogue.opgave_id == world.heavy.pk
    return world.size.heavy_lines if is_heavy else LINES


def _line(world: World, page: HarvestPage, n: int) -> HarvestLine:
    is_promise = n % 3 == 0
    text = world.dice.sentence()
    parts = {"who": "Een partij", "what": text, "when": "in mei", "sign": "een lijst"}
    return HarvestLine(
        page=page,
        position=n,
        key=f"step/promise/{n}" if is_promise else f"explore/gap/{n}",
        kind="commitment" if is_promise else "table_text",
        step=f"{n % 9 + 1}. Stap",
        question=world.dice.sentence(4, 8),
        text=text,
        parts=parts if is_promise else {},
        dissents=[world.dice.sentence()] if n % 5 == 0 else [],
        visibility=Visibility.PUBLIC if n % 2 else Visibility.NETWORK,
        fills="" if is_promise else TEXTS[n % len(TEXTS)],
    )


def _releases(world: World, lines: list[HarvestLine]) -> None:
    promises: dict[int, list[int]] = {}
    for row in world.commitments:
        promises.setdefault(row.opgave_id, []).append(row.pk)
    found = []
    for line in [line for line in lines if line.kind == "commitment"][::DECIDED]:
        waiting = promises.get(line.page.table.dialogue.opgave_id or 0, [])
        if waiting:
            found.append(Release(line=line, commitment_id=waiting.pop()))
    Release.objects.bulk_create(found, batch_size=BATCH)


def _mornings(world: World, dialogues: list[Dialogue], seats: dict[int, list[Seat]]) -> None:
    now = timezone.now()
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                dialogue=each[0].table.dialogue,
                seat=each[0],
                email=f"{each[0].public_id}@example.org",
                step="Ik bel de buren.",
                counts_from=now,
                next_at=now + timedelta(days=2),
            )
            for each in seats.values()
        ],
        batch_size=BATCH,
    )
    RoundCount.objects.bulk_create(
        [
            RoundCount(dialogue=each, round=Round.TWO_DAYS, asked=6, yes=6)
            for each in dialogues
            if each.closed_at
        ]
    )
