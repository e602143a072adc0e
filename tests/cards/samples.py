"""A small good card to spoil, and a way to spoil it."""

GOOD = """\
format: 1
id: proefkaart
version: 1.0.0
licence: CC-BY-4.0
authors: [Overbrug]
languages: [nl, en]
title: {nl: Proefkaart, en: Test card}
goal: {nl: Samen kijken., en: Look together.}
when: {nl: Altijd., en: Always.}
when_not: {nl: Nooit., en: Never.}
group: {min: 3, max: 9}
minutes: 12
visibility: table
roles:
  - id: timekeeper
    name: {nl: tijdbewaker, en: timekeeper}
    task: {nl: Let op de klok., en: Watch the clock.}
  - id: prober
    name: {nl: doorvrager, en: prober}
    task: {nl: Vraag door., en: Ask on.}
parts:
  - id: a
    title: {nl: Kijken, en: Look}
    blocks:
      - id: look
        kind: write
        minutes: 5
        title: {nl: kijken, en: look}
        question: {nl: Wat zie je?, en: What do you see?}
        prompts:
          - id: seen
            kind: notes
            label: {nl: Dit zie ik, en: I see this}
          - id: hidden
            kind: notes
            label: {nl: Zonder naam, en: Without a name}
            may_be_unnamed: true
          - id: own
            kind: private
            label: {nl: Voor mezelf, en: For myself}
  - id: b
    title: {nl: Doen, en: Do}
    blocks:
      - id: choose
        kind: choose
        minutes: 7
        title: {nl: kiezen, en: choose}
        question: {nl: Wat kies je?, en: What do you choose?}
        prompts:
          - id: best
            kind: dots
            label: {nl: Het beste, en: The best}
            on: look/seen
            count: 2
          - id: trust
            kind: scale
            label: {nl: Vertrouwen, en: Trust}
            min: 1
            max: 5
            low: {nl: weinig, en: little}
            high: {nl: veel, en: much}
          - id: how
            kind: choice
            label: {nl: Hoe, en: How}
            options:
              - id: slow
                label: {nl: Langzaam, en: Slowly}
              - id: fast
                label: {nl: Snel, en: Fast}
          - id: together
            kind: table_text
            label: {nl: Samen, en: Together}
"""


def spoiled(old: str, new: str) -> str:
    """The good card with `old` (which stands there once) replaced by `new`."""
    assert GOOD.count(old) == 1, f"{old!r} stands in the sample {GOOD.count(old)} times"
    return GOOD.replace(old, new)


def marked(text: str) -> tuple[str, int]:
    """`text` without its mark ¶, and the number of the line on which the mark stood."""
    before, mark, after = text.partition("¶")
    assert mark, "mark the line of the mistake with ¶"
    return before + after, before.count("\n") + 1
