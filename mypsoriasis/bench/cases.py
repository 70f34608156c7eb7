"""What is measured, and what the figures are held against."""

from dataclasses import dataclass
from urllib.parse import urlencode

from .community import LONG, PAGE_OF_REPLIES, Places
from .load import BODY, KEY, Order
from .servers import Server

REPLIES_IN_A_ROUND = 60  # storing fills the thread it writes into; more would measure another thread
EMPTY, BARE, TOPIC, KEPT, MEMBER = "empty view", "bare view", "topic", "topic, kept", "topic, signed in"
FIRST, LAST, BOARD, ARTICLE, REPLY = "first page", "last page", "board", "article", "storing a reply"
MEANINGS = {
    EMPTY: "Django with its default middleware, nothing else",
    BARE: "the same; twenty posts in one query, a minimal template, gzip",
    TOPIC: f"question and {PAGE_OF_REPLIES} replies, visitor, made anew each time",
    KEPT: "the same from the page cache",
    MEMBER: "the same for a member",
    FIRST: f"first page of a thread of {LONG:,} posts, made anew",
    LAST: "its last page, made anew",
    BOARD: "a list of 25 questions, made anew",
    ARTICLE: "an explainer with its sources and comments, made anew",
    REPLY: "screened, stored and indexed, each with another text",
}


@dataclass(frozen=True)
class Case:
    server: str
    order: Order


def cases(places: Places, servers: dict[str, Server], seconds: float) -> dict[str, Case]:
    def get(server: str, path: str, cookie: str = "") -> Case:
        return Case(server, Order(servers[server].port, path, cookie=cookie, seconds=seconds))

    form = urlencode({"csrfmiddlewaretoken": places.csrf, "act": "send", "body": BODY, "key": KEY})
    reply = Order(
        servers["site"].port,
        places.answer,
        cookie=places.cookie,
        form=form,
        status=302,
        seconds=seconds,
        at_most=REPLIES_IN_A_ROUND,
    )
    return {
        EMPTY: get("bare", "/empty/"),
        BARE: get("bare", f"/posts/{places.thread}/"),
        TOPIC: get("site", places.topic),
        KEPT: get("cached", places.topic),
        MEMBER: get("site", places.topic, places.cookie),
        FIRST: get("site", places.long),
        LAST: get("site", f"{places.long}?page={places.last_page}"),
        BOARD: get("site", places.board),
        ARTICLE: get("site", places.article),
        REPLY: Case("site", reply),
    }


@dataclass(frozen=True)
class Bar:
    """A ratio of two figures. rate: of requests per second, which should be high; else of processor time, low."""

    what: str
    case: str
    against: str
    rate: bool
    aim: float
    floor: float

    def verdict(self, ratio: float) -> str:
        def reached(mark: float) -> bool:
            return ratio >= mark if self.rate else ratio <= mark

        return "aim reached" if reached(self.aim) else "floor kept" if reached(self.floor) else "BELOW THE FLOOR"


BARS = (
    Bar("topic / bare view, requests", TOPIC, BARE, rate=True, aim=0.7, floor=0.3),
    Bar("topic, kept / empty view, requests", KEPT, EMPTY, rate=True, aim=0.8, floor=0.5),
    Bar("topic, signed in / bare view, processor", MEMBER, BARE, rate=False, aim=4.0, floor=8.0),
    Bar("last page / first page, processor", LAST, FIRST, rate=False, aim=1.05, floor=1.2),
)
