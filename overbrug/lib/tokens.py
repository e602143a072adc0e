"""Random names and codes. Everything is drawn from the operating system's randomness."""

import hashlib
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they sound or look like others
LOWER32 = "abcdefghijklmnopqrstuvwxyz234567"


def random_name(length: int) -> str:
    """`length` characters of a-z2-7, five random bits each."""
    return "".join(secrets.choice(LOWER32) for _ in range(length))


def random_code(length: int = 8) -> str:
    """A code to read aloud; eight characters hold 40 random bits."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))


def show_code(code: str) -> str:
    """`7KMP3XQA` as `7KMP-3XQA`: two groups are easier to hear and to type."""
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str:
    """What a person typed as a code: case, spaces, dashes and look-alikes do not matter."""
    plain = "".join(c for c in typed.upper() if c.isascii() and c.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))[:16]


def read_code_and_table(typed: str) -> tuple[str, int | None]:
    """A code, and the table that was typed behind it: `7KMP-3XQA-2` or `7kmp 3xqa 2`."""
    plain = read_code(typed)
    code, number = plain[:8], plain[8:]
    if number.isdigit() and len(number) <= 2:
        return code, int(number)
    return plain, None


def random_token() -> str:
    """A token for a link that opens something: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What we keep of a token. It is random enough that a plain hash tells nothing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
