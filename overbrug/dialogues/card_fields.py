"""Which fields a card has: from its content to `block/prompt`. Plain data, no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def prompts_of(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each prompt of a card under its name `block/prompt`, in the order of the card."""
    for part in content.get("parts", ()):
        for block in part.get("blocks", ()):
            for prompt in block.get("prompts", ()):
                yield f"{block['id']}/{prompt['id']}", prompt


def unnamed_fields(content: dict[str, Any]) -> set[str]:
    """The notes that may be written without a name."""
    return {
        field
        for field, prompt in prompts_of(content)
        if prompt["kind"] == "notes" and prompt.get("may_be_unnamed")
    }


def private_fields(content: dict[str, Any]) -> set[str]:
    """The questions whose answer only the writer sees."""
    return {field for field, prompt in prompts_of(content) if prompt["kind"] == "private"}
