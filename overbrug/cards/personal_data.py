"""What is kept about people: cards and who wrote them (see core/personal_data.py)."""

from overbrug.core.personal_data import LOG, Kept

ABOUT_PEOPLE: dict[str, Kept] = {
    "CardVersion.content": Kept("its authors are named, as the licence asks", LOG, "new card"),
}

NOT_PERSONAL: dict[str, set[str]] = {
    "Card": {"id", "slug", "current"},
    "CardVersion": {"id", "card", "version", "sha256", "imported_at"},
}
