"""Lines without a name live in a database of their own, so that nothing lies between them."""

from __future__ import annotations

from typing import Any

APART = "unnamed"


class UnnamedApart:
    """Sends one model to the database `unnamed` and everything else to the facts."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str | None:
        """Where this model is read."""
        return APART if model._meta.label_lower == "dialogues.unnamedline" else None

    def db_for_write(self, model: type[Any], **hints: Any) -> str | None:
        """Where this model is written."""
        return self.db_for_read(model)

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool:
        """Tables of the lines in their own database only; a migration may name its database."""
        if "database" in hints:
            return bool(db == hints["database"])
        is_line = (app_label, model_name) == ("dialogues", "unnamedline")
        return (db == APART) == is_line
