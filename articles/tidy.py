"""What the admin's editor writes, in the shape the library's files have."""

import re

# The editor wraps every list item and cell in a paragraph, which would double the space between lines.
_ONE_PARAGRAPH = re.compile(r"<(li|td|th)((?: [^>]*)?)>\s*<p>((?:(?!</?p>).)*)</p>\s*(?=</\1>|<[uo]l\b)", re.DOTALL)
_SPAN_OF_ONE = re.compile(r' (?:col|row)span="1"')
_HEAD = re.compile(r"<table>\s*<tbody>\s*(<tr>(?:\s*<th\b[^>]*>(?:(?!</th>).)*</th>)+\s*</tr>)", re.DOTALL)


def tidy(html: str) -> str:
    """Cleaned HTML with plain list items and cells, and a head for each table whose first row is one."""
    html = _SPAN_OF_ONE.sub("", html)
    html = _ONE_PARAGRAPH.sub(r"<\1\2>\3", html)
    return _HEAD.sub(r"<table><thead>\1</thead><tbody>", html)
