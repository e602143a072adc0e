"""Every sentence of the live room, by the key under which its script asks for it.

The script calls t("key"): tests compare the keys on both sides, so neither can go missing.
"""

from __future__ import annotations

from overbrug.dialogues.room_texts import answers, ending, line, opgave, people, steps, time


def room_texts() -> dict[str, str]:
    """All texts in the active language; placeholders are filled in by the script."""
    parts = (answers, ending, line, opgave, people, steps, time)
    return {key: text for part in parts for key, text in part.texts().items()}
