"""Numbers as people write them. Dutch: 401.000 and 4,9. English: 401,000 and 4.9."""

import re
from decimal import Decimal
from math import floor, log10

MOST_FIGURES = 12


def _marks(language: str) -> tuple[str, str]:
    return (",", ".") if language.startswith("en") else (".", ",")


def read_number(typed: str, *, language: str) -> Decimal | None:
    """The number that was typed, or None when it is not one. At most 12 digits and 4 decimals."""
    group, point = _marks(language)
    text = typed.replace("\u00a0", "").replace(" ", "").replace("\u2212", "-")
    if re.fullmatch(rf"-?[0-9]{{1,3}}(\{group}[0-9]{{3}})+(\{point}[0-9]+)?", text):
        text = text.replace(group, "")
    # One mark that cannot be a group mark is a decimal mark, whichever of the two it is.
    text = text.replace(",", ".")
    if not re.fullmatch(rf"-?[0-9]{{1,{MOST_FIGURES}}}(\.[0-9]{{1,4}})?", text):
        return None
    return Decimal(text)


def whole_number(typed: str, *, figures: int = 9) -> int:
    """A whole number that a machine sent back, of at most so many figures; else 0."""
    is_one = typed.isascii() and typed.isdigit() and len(typed) <= figures
    return int(typed) if is_one else 0


def show_number(number: Decimal, *, language: str) -> str:
    """With marks between thousands, without zeros at the end."""
    group, point = _marks(language)
    plain = f"{number:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", group + point))


def round_to(number: float, figures: int) -> Decimal:
    """So many figures that mean something: 380,123 to three is 380,000, and 0.01234 is 0.0123."""
    if not number:
        return Decimal(0)
    rounded = Decimal(f"{number:.{figures - 1}e}")
    return Decimal(f"{rounded:f}")


def round_like(number: float, width: float) -> Decimal:
    """As exact as two figures of `width`: 28.26 within 83 is 28, 380,123 within 52,000 380,000."""
    if not width:
        return round_to(number, MOST_FIGURES)
    exponent = floor(log10(abs(width))) - 1
    return Decimal(f"{Decimal(number).quantize(Decimal(1).scaleb(exponent)):f}")
