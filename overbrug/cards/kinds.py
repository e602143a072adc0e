"""The kinds of block and of prompt a card may use: one small registry, read by everything else.

A new kind of block is one entry in BLOCK_KINDS; docs/how-to/add-a-block-kind.md tells the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Words = Mapping[str, str]

#: Who sees what is written, from closed to open (P4 to P0).
VISIBILITIES = ("only_me", "table", "organisation", "network", "public")

#: What the answer to a prompt may be proposed for on the page of the opgave (`fills`), in words.
OPGAVE_FIELDS: dict[str, Words] = {
    "question": {"nl": "de vraag", "en": "the question"},
    "current_situation": {"nl": "de huidige situatie", "en": "the current situation"},
    "desired_situation": {"nl": "de gewenste situatie", "en": "the desired situation"},
    "origin": {"nl": "waar het vandaan komt", "en": "where it comes from"},
    "essence": {"nl": "de kern van de opgave", "en": "the essence of the challenge"},
    "why_not_by_itself": {
        "nl": "waarom het niet vanzelf gebeurt",
        "en": "why it does not happen by itself",
    },
    "causes": {"nl": "de oorzaken", "en": "the causes"},
    "scope_in": {"nl": "wat erbij hoort", "en": "what belongs to it"},
    "scope_out": {"nl": "wat er nu niet bij hoort", "en": "what does not belong to it now"},
    "open_questions": {"nl": "de open vragen", "en": "the open questions"},
}

#: What a step may lay on the table from the opgave itself (`shows`).
SHOWS: dict[str, Words] = {
    "promises": {
        "nl": "Wat eerder is beloofd, en wat ervan kwam, staat bij deze stap.",
        "en": "What was promised before, and what came of it, is shown at this step.",
    },
}


@dataclass(frozen=True)
class BlockKind:
    """A way of working of one step: its name on screen and, in one sentence, how it goes."""

    label: Words
    how: Words


@dataclass(frozen=True)
class PromptKind:
    """A kind of answer: who gives it and which keys its prompt has beyond the common ones."""

    label: Words
    owner: Literal["person", "table"] = "person"
    needs: frozenset[str] = field(default_factory=frozenset)
    may: frozenset[str] = field(default_factory=frozenset)
    #: Answers of this kind stand as strips that can be given dots.
    takes_dots: bool = False


BLOCK_KINDS: dict[str, BlockKind] = {
    "read": BlockKind(
        label={"nl": "lezen", "en": "read"},
        how={
            "nl": "Een van jullie leest voor. Daarna reageert wie wil.",
            "en": "One person reads aloud. Then anyone responds.",
        },
    ),
    "round": BlockKind(
        label={"nl": "rondje", "en": "round"},
        how={
            "nl": "Om de beurt. Wie niet praat, luistert.",
            "en": "One after the other. Whoever is not talking listens.",
        },
    ),
    "write": BlockKind(
        label={"nl": "schrijven", "en": "write"},
        how={
            "nl": "Schrijf eerst in stilte. Praat daarna over wat er staat.",
            "en": "First write in silence. Then talk about what is there.",
        },
    ),
    "choose": BlockKind(
        label={"nl": "kiezen", "en": "choose"},
        how={
            "nl": "Kies eerst ieder voor zich. Praat daarna over de verschillen.",
            "en": "First choose on your own. Then talk about the differences.",
        },
    ),
    "place": BlockKind(
        label={"nl": "plaatsen", "en": "place"},
        how={
            "nl": "Zet je stip of je punt. Vertel waarom je hem daar zet.",
            "en": "Place your dot or your mark. Say why you place it there.",
        },
    ),
    "pause": BlockKind(
        label={"nl": "pauze", "en": "pause"},
        how={
            "nl": "Sta op. Kijk samen terug en vooruit. Geef rollen door.",
            "en": "Stand up. Look back and ahead together. Pass on your roles.",
        },
    ),
    "close": BlockKind(
        label={"nl": "afronden", "en": "close"},
        how={
            "nl": "Kort en om de beurt. Daarna zien jullie alles wat er staat.",
            "en": "Short, one after the other. Then you see everything you wrote.",
        },
    ),
}

PROMPT_KINDS: dict[str, PromptKind] = {
    "person_text": PromptKind(
        label={"nl": "ieder schrijft", "en": "each person writes"},
        may=frozenset({"fills"}),
        takes_dots=True,
    ),
    "table_text": PromptKind(
        label={"nl": "de tafel schrijft samen", "en": "the table writes together"},
        owner="table",
        may=frozenset({"fills"}),
    ),
    "notes": PromptKind(
        label={"nl": "briefjes", "en": "notes"},
        may=frozenset({"fills", "may_be_unnamed"}),
        takes_dots=True,
    ),
    "choice": PromptKind(
        label={"nl": "kiezen", "en": "choose"},
        needs=frozenset({"options"}),
        may=frozenset({"multiple"}),
    ),
    "dots": PromptKind(
        label={"nl": "stippen geven", "en": "give dots"}, needs=frozenset({"on", "count"})
    ),
    "scale": PromptKind(
        label={"nl": "schaal", "en": "scale"}, needs=frozenset({"min", "max", "low", "high"})
    ),
    "order": PromptKind(
        label={"nl": "op volgorde zetten", "en": "put in order"}, needs=frozenset({"options"})
    ),
    "commitment": PromptKind(label={"nl": "eigen stap", "en": "own step"}),
    "private": PromptKind(label={"nl": "alleen voor jezelf", "en": "for yourself only"}),
}
