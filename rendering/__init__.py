"""Markdown and editors' HTML to safe HTML: the only room that marks text safe."""

VERSION = 2  # stored with each rendered text; raise it when the same source would give other HTML
