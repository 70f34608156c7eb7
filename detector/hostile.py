"""Pieces that make long texts slow to read, when repeated: what a pattern could search again and again."""

ADVERT = "Our clinic will call you about stem cells for psoriasis, book at acme-regen.example or +1 202 555 0143. "
PIECES = (
    " ", "\n", ".", "> ", '"', "a", "a ", "a-", "a.b", "@", "1", "5 ", "1,", "five ", " dot ", "(dot)", "( ", "[", "$t3m ",
    "\u200b", "стем ", "сsтt ", "🌱", "a\u0336", "&#65;", "http://a", "a.com ", "a@b.c ", "$1 ", "dm me ", "stem cells ",
    "We offer stem cells, call 555 0100, DM me now, 10% off. ", "avoid highly recommend don't recommend ", "\n>", "S\nt\n",
    'alt="', "'a b c d ' ", '"a b c d e f " ', "they wrote: ", "\"they wrote: a b c\" ", "QUJDREVGR0hJSktM ",
    "<!--", "exo-", "exo some ", "fgrz pryy ", "sllec mets ", " \t", "aа", "Dr. A ", "Go to Xarabay ", "s t e m ", "QUJD", "\0",
    "\ud800", "İ", "ﷺ", "5️⃣", "a . c . m . e ( dot ) ", "one two 3 four 5 ", "\u0441linic \u200bc\u0430ll ", "[(*_~`<",
    ADVERT,
)  # fmt: skip


def pumped(piece: str, length: int) -> str:
    """The piece again and again, `length` characters long."""
    return (piece * (length // len(piece) + 1))[:length]
