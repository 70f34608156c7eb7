"""Does "Remove the details for me" work? Held and flagged records, redacted and screened again."""

from detector import figures, training
from detector.redact import redact
from detector.screening import screen


def measure(rows: list[dict]) -> dict:
    """Shares of the flagged records that pass after redaction, and that keep some words of their own."""
    tried = clear = kept = 0
    for row in rows:
        found = training.judge(row)
        if not found.flagged:
            continue
        title, body = redact(row["title"], row["body"], found)
        again = screen(title, body, where=row["where"], parent=row.get("parent") or "")
        tried += 1
        clear += not again.flagged
        kept += bool(body.strip())
    return {
        "how": "flagged records, redacted and screened again",
        "clear": figures.rate(clear, tried),
        "something_is_left": figures.rate(kept, tried),
    }
