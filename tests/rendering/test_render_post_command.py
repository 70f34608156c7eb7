import io
import json

import pytest
from django.core.management import CommandError, call_command

from rendering.posts import MAX_POST, render_post


@pytest.fixture
def run(monkeypatch):
    def run(source: bytes, *arguments: str) -> str:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(source)))
        output = io.StringIO()
        try:
            call_command("render_post", *arguments, stdout=output)
        finally:
            run.output = output.getvalue()
        return run.output

    return run


def test_markdown_in_gives_the_stored_html(run):
    assert run("**é** <b>".encode()) == render_post("**é** <b>") == "<p><strong>é</strong> &lt;b&gt;</p>\n"


def test_lines_come_out_in_order(run):
    texts = ["one", "two\nlines", "\ud800 <script>"]
    output = run("\n".join(json.dumps({"text": text}) for text in texts).encode(), "--lines")
    assert [json.loads(line) for line in output.splitlines()] == [{"html": render_post(text)} for text in texts]


def test_a_refused_line_says_why_and_the_others_go_on(run):
    texts = ["x" * (MAX_POST + 1), "fine"]
    with pytest.raises(CommandError, match="1 of 2 texts were refused"):
        run("\n".join(json.dumps({"text": text}) for text in texts).encode(), "--lines")
    refused, fine = map(json.loads, run.output.splitlines())
    assert refused["html"] is None and "20,001" in refused["error"]
    assert fine == {"html": "<p>fine</p>\n"}


@pytest.mark.parametrize("line", [b"{", b'{"txt": "x"}', b'{"text": 1}', b"[]", b'{"text": "\xff"}'])
def test_a_line_that_is_no_text_is_named(run, line):
    with pytest.raises(CommandError, match="^line 2: "):
        run(b'{"text": "x"}\n' + line, "--lines")


@pytest.mark.parametrize("source", [b"x" * (MAX_POST + 1), b"\xff"])
def test_bad_input_is_an_error_and_no_html(run, source):
    with pytest.raises(CommandError):
        run(source)
    assert run.output == ""
