"""Links in people's texts: which words become one, and where each one really leads."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt

from .characters import leaves_ink
from .pieces import Piece, ours

# Top-level domains that make a link of a word without http://. Those that are English words
# (in, is, it, me, my, no, so, to …) are left out: "the pain.it was" is no address in Italy.
AUTOLINKED = """
    com org net edu gov int info biz name pro eu
    app asia bio blog center centre clinic club company dental dentist dev doctor
    foundation guru health healthcare hospital hospitals institute international io
    ltd medical online pharmacy shop site solutions
    studio surgery tech tours tv vip vitamins website wellness wiki xyz
    ac ae ai ar au bd br by ca cc ch cl cn co cr cy cz de dk ec ee eg es fi fr ge gr hk hr hu ie il
    ir jo jp ke kr kz lb li lk lt lu lv mx ng nl np nz pe ph pk pl pt qa ro rs ru sa se sg sk
    th tn tr tw ua ug uk uy uz ve vn za zw
""".split()

# Looking for addresses takes time that grows with the square of a word's length.
_LONGEST_WORD = 500
_WORD = re.compile(r"\S+")
_NEW_SENTENCE = re.compile(r"\.[A-Z][a-z]+$")


class Autolinker(LinkifyIt):
    """Finds addresses word by word, which costs the same for every word of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tlds(AUTOLINKED)
        for scheme in ("ftp:", "//"):
            self.add(scheme, None)

    def pretest(self, text: str) -> bool:
        return "." in text or ":" in text

    def test(self, text: str) -> bool:
        return self.match(text) is not None

    def match(self, text: str) -> list | None:
        return list(self._matches(text)) or None

    def match_at_start(self, text: str) -> object | None:
        word = _WORD.match(text)
        if not word or len(word[0]) > _LONGEST_WORD:
            return None
        return super().match_at_start(word[0])

    def _matches(self, text: str) -> Iterator:
        for word in _WORD.finditer(text):
            if len(word[0]) > _LONGEST_WORD or not self.pretest(word[0]):
                continue
            for link in super().match(word[0]) or ():
                # "It hurt.Then it stopped": a capital after the full stop starts a sentence.
                if link.schema or not _NEW_SENTENCE.search(link.raw):
                    link.index += word.start()
                    link.last_index += word.start()
                    yield link


_ELSEWHERE = re.compile(r"(?:https?:[/\\]*|[/\\]{2,})([^/\\?#]*)", re.IGNORECASE)
_MAIL = re.compile(r"mailto:([^?]*)", re.IGNORECASE)


def domain_of(href: str) -> str:
    """The domain that a browser would go to or mail to, without "www."; empty for our own pages."""
    host = re.sub(r":\d*$", "", _authority(href).rpartition("@")[2])
    host = unicodedata.normalize("NFKC", host).lower()
    try:
        # Look-alike letters show as xn--….
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        pass
    return host.removeprefix("www.")


_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def without_links(html: str) -> SafeString:
    """Cleaned HTML with each link as words and its address beside them, for those who must not follow it by mistake."""
    shown = r'\2 <bdi class="link-as-text">\1</bdi>'
    return mark_safe(_LINK.sub(shown, html))


def _authority(href: str) -> str:
    """What stands between the scheme and the path: the domain, before it perhaps a user's name and "@"."""
    href = re.sub(r"[\t\r\n]", "", href).strip()
    found = _MAIL.match(href) or _ELSEWHERE.match(href)
    return unquote(found[1]) if found else ""


def show_domains(pieces: Iterable[Piece]) -> list[Piece]:
    """Say after each link that leaves this site where it leads, unless its words already do.

    A link without words gets its address for words, so that everybody can tell that it is one.
    """
    shown: list[Piece] = []
    href, words = "", ""
    for piece in pieces:
        words += piece.text
        if piece.opens == "a":
            href, words = piece.href, ""
        if piece.closes != "a":
            shown.append(piece)
        elif not any(map(leaves_ink, words)):
            shown += [ours(escape(domain_of(href) or href or "#")), piece]
        else:
            shown += [piece, *_domain_after(href, words)]
    return shown


def _domain_after(href: str, words: str) -> list[Piece]:
    domain = domain_of(href)
    if not domain or (_says(words, domain) and not _hides_its_domain(href, words)):
        return []
    # bdi: letters written from the right in the link must not turn our words round.
    return [ours(format_html(' <bdi class="link-domain">({})</bdi>', domain))]


def _hides_its_domain(href: str, words: str) -> bool:
    """Whether an address begins like another: of "https://good.example@acme.example/" people read the first half."""
    if _MAIL.match(href):
        return False
    return any("@" in _authority(address) for address in (href, words, f"http://{words}"))


def _says(words: str, domain: str) -> bool:
    """Whether `words` are an address at `domain`, and look like it: no look-alikes, nothing invisible."""
    words = words.strip().lower()
    if domain not in words or any(unicodedata.category(character)[0] in "ZC" for character in words):
        return False
    return domain in (domain_of(words), domain_of(f"http://{words}"))
