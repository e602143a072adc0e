"""What people and machines type that they should not: for every form of every app."""

TEXTS = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7|add:7 }}{% debug %}",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "right to left": "שלום \u202eevil\u202c عالم",
    "zero width": "\u200b\ufeff\u2060",
    "only joiners": "\u200d\u200c",
    "three hundred": "x" * 300,
    "256 kB": "brug " * 52_429,
    "NUL": "a\x00b",
    "control": "a\x07\x1b[31mb\x7f\x85",
    "combining": "Z" + "\u0301" * 200,
    "half a pair": "a\udfffb".encode("utf-8", "replace").decode(),
    "quotes": "'\"; DROP TABLE opgave; --",
}
