"""What is kept about people: what tables share (see core/personal_data.py)."""

from overbrug.core.personal_data import TALK, WITH_TALK, Kept

WRITER_OR_TALK = f"its writer takes it back before approval; else it {WITH_TALK}"
SHARED = "what a table approved to leave the room, without names"
WORDS = f"overbrug erase words; all of it {WITH_TALK}"

ABOUT_PEOPLE: dict[str, Kept] = {
    "Dissent.seat": Kept("who may change or take it away", TALK, WITH_TALK),
    "Dissent.text": Kept("another view beside a line", TALK, WRITER_OR_TALK),
    "HarvestLine.dissents": Kept(SHARED, TALK, WORDS),
    "HarvestLine.key": Kept("which seat owns the line", TALK, WITH_TALK),
    "HarvestLine.parts": Kept(SHARED, TALK, WORDS),
    "HarvestLine.text": Kept(SHARED, TALK, WORDS),
    "HarvestPage.content": Kept("what the table agrees to", TALK, WRITER_OR_TALK),
    "Mark.key": Kept("which seat owns the line", TALK, WITH_TALK),
    "Mark.seat": Kept("who moved an own answer up", TALK, WRITER_OR_TALK),
    "Mark.text": Kept("an own answer that was moved up", TALK, WRITER_OR_TALK),
    "Release.reason": Kept("why a promise was set aside", TALK, WORDS),
    "Hiding.reason": Kept("why a line is off the pages", TALK, WORDS),
    "Vote.choice": Kept("whether a page may leave the room", TALK, WITH_TALK),
    "Vote.reason": Kept("what stands in the way, for the table", TALK, WORDS),
    "Vote.objected": Kept("to which lines somebody objects", TALK, WITH_TALK),
    "Vote.device": Kept("chairs on one device are one voice", TALK, WITH_TALK),
    "Vote.seat": Kept("each person counts once", TALK, WITH_TALK),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "Adoption": {"id", "line", "is_adopted", "decided_at"},
    "Hiding": {"id", "line", "hidden_at"},
    "Dissent": {"id", "table", "key"},
    "HarvestLine": {"id", "page", "position", "kind", "step", "question", "visibility", "fills"},
    "HarvestPage": {"id", "table", "number", "state", "language", "proposed_at", "decided_at"},
    "Mark": {"id", "table", "visibility", "is_held"},
    "Release": {"id", "line", "commitment", "released_at"},
    "Vote": {"id", "page", "epoch", "is_counted", "has_written", "is_taken_over", "objected_epoch"},
}
