"""What a visitor's phone has to fetch for a topic: the page with its styles and scripts, compressed as they are sent."""

import gzip
import re
import tomllib
from pathlib import Path

from django.contrib.staticfiles import finders

from mypsoriasis.demo.community import SOURCE

MOST = 40_000  # bytes; the aim is 30,000
PIECE = re.compile(r'<link rel="(?:stylesheet|icon)" href="/static/([^"]+)"|<script src="/static/([^"]+)"')


def demo_texts() -> list[str]:
    """Texts as people write them, each of its own: the same one twice would compress to nothing."""
    data = tomllib.loads(SOURCE.read_text())
    topics = [topic["body"] for topic in data["topic"]]
    answers = [answer["body"] for topic in data["topic"] for answer in topic.get("answer", [])]
    return [*answers, *topics]


def test_a_visitors_topic_page_with_twenty_answers_is_light(client, topic, make_post, make_member):
    for number, text in enumerate(demo_texts()[:20]):
        make_post(text, author=make_member(f"Member {number}"))
    response = client.get(topic.get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(response.content).decode()
    assert html.count('class="post"') == 21
    names = [css or js for css, js in PIECE.findall(html)]
    weights = {name: len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in names}

    total = len(response.content) + sum(weights.values())
    print(f"page {len(response.content)}, {len(weights)} files {sum(weights.values())}, together {total} bytes")
    assert {"css/tokens.css", "css/print.css", "js/times.js"} <= set(names)
    assert total <= MOST
