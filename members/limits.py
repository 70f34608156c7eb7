"""How often somebody may do a thing: counted per member, newcomer, address of a computer, and key.

settings.LIMITS names the rates of each action, as {"post": {"member": "10/10m,60/d", "address": …}}:
- "member": somebody signed in; "newcomer" takes its place while the member is new;
- "address": the computer a request comes from, counted for visitors and members alike;
- "key": whatever the caller names, such as the e-mail address that a code goes to;
- "key here": this key from this address of a computer, so that others cannot use up somebody's own rate.
Every rate must have room. LIMITS = None switches counting off.

Windows are fixed: a rate of 10/10m counts from the full ten minutes of the clock. The cache must keep
the expiry of a number it increases, as the in-process one and Valkey do, and must be shared when there
is more than one process.
"""

import ipaddress
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache as remember

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
# Networks hand a whole /64 to one household or phone.
IPV6_NETWORK_BITS = 64
# What allauth counts itself, it counts by the minute.
ALLAUTH_WINDOW = 60


class Limited(Exception):
    """Too often. `seconds`: how long until there is room again."""

    def __init__(self, seconds: int):
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds."""

    amount: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> "Rate":
        """From "10/h" or "10/15m"."""
        amount, _, period = text.strip().partition("/")
        return cls(int(amount), int(period[:-1] or 1) * SECONDS[period[-1]])


@remember
def _rates(text: str) -> tuple[Rate, ...]:
    return tuple(Rate.parse(part) for part in text.split(","))


@dataclass(frozen=True)
class Counter:
    """What one member, address or key did of one action, in one rate's windows."""

    action: str
    who: str
    rate: Rate

    def _key(self, window: int) -> str:
        return f"limit:{self.action}:{self.who}:{self.rate.seconds}:{window}"

    def _window(self) -> int:
        return int(time.time()) // self.rate.seconds

    def spent(self, *, windows: int = 1) -> int:
        """How many in the current window and, with windows=2, the one before."""
        now = self._window()
        return sum(cache.get_many([self._key(window) for window in range(now - windows + 1, now + 1)]).values())

    def wait(self) -> int:
        """Seconds until there is room; 0 when there is."""
        return self.seconds_left() if self.spent() >= self.rate.amount else 0

    def seconds_left(self) -> int:
        return self.rate.seconds - int(time.time()) % self.rate.seconds

    def add(self) -> bool:
        """Count one more; False if others took the last place meanwhile."""
        key = self._key(self._window())
        cache.add(key, 0, timeout=2 * self.rate.seconds)
        try:
            return cache.incr(key) <= self.rate.amount
        except ValueError:
            # The cache dropped it in between, being full: then there is nothing to hold against anybody.
            return True

    def take_back(self) -> None:
        try:
            cache.decr(self._key(self._window()))
        except ValueError:
            pass


def spend(request: HttpRequest, action: str, *, member=None, key: str = "") -> None:
    """Count one act. Raises Limited, and counts nothing, when a rate is used up.

    member: who acts, when it is not the one signed in.
    """
    counters = list(_counters(request, action, member, key))
    if seconds := max((counter.wait() for counter in counters), default=0):
        raise Limited(seconds)
    counted = []
    for counter in counters:
        counted.append(counter)
        if not counter.add():
            for taken in counted:
                taken.take_back()
            raise Limited(counter.seconds_left())


def peek(request: HttpRequest, action: str, *, member=None, key: str = "") -> int:
    """Seconds until the act would be allowed; 0 when it is now. Counts nothing."""
    return max((counter.wait() for counter in _counters(request, action, member, key)), default=0)


def recent(request: HttpRequest, action: str, *, member=None) -> int:
    """How many of these this member, or a visitor's address, did in the last two windows of the longest rate."""
    counters = list(_counters(request, action, member, ""))
    own = [counter for counter in counters if counter.who.startswith("member:")] or counters
    if not own:
        return 0
    return max(own, key=lambda counter: counter.rate.seconds).spent(windows=2)


def recent_hints(request: HttpRequest) -> int:
    """How often somebody was told lately which of their words count: by the hint, and on the page that checks claims."""
    return recent(request, "explained") + recent(request, "check")


def _counters(request: HttpRequest, action: str, member, key: str) -> Iterator[Counter]:
    if not settings.LIMITS:
        return
    limits = settings.LIMITS[action]
    if "member" in limits and (member := member or _signed_in(request)):
        rates = limits["newcomer"] if member.is_new and "newcomer" in limits else limits["member"]
        yield from (Counter(action, f"member:{member.pk}", rate) for rate in _rates(rates))
    if "address" in limits:
        address = _sealed(address_of(request))
        yield from (Counter(action, f"address:{address}", rate) for rate in _rates(limits["address"]))
    if "key here" in limits and key:
        here = _sealed(f"{key.lower()} {address_of(request)}")
        yield from (Counter(action, f"here:{here}", rate) for rate in _rates(limits["key here"]))
    if "key" in limits and key:
        yield from (Counter(action, f"key:{_sealed(key.lower())}", rate) for rate in _rates(limits["key"]))


def _signed_in(request: HttpRequest):
    # Asking a visitor's request for its user would touch the session.
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.user if has_session and request.user.is_authenticated else None


def address_of(request: HttpRequest) -> str:
    """The computer the request comes from; of an IPv6 address the network only."""
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        # A proxy's own health check comes without the header; a socket without an address.
        return request.META.get("REMOTE_ADDR") or "unknown"
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, IPV6_NETWORK_BITS), strict=False))


def _sealed(text: str) -> str:
    """Addresses do not stand in the cache in clear."""
    return salted_hmac("members.limits", text, algorithm="sha256").hexdigest()[:32]


def answer(request: HttpRequest, seconds: int) -> HttpResponse:
    """The 429 page. The project names it in settings.LIMITED_VIEW: it lives above this room."""
    return import_string(settings.LIMITED_VIEW)(request, seconds)


def allauth_limited(request: HttpRequest) -> HttpResponse:
    """handler429 of the project's urls: where allauth's own limits end."""
    return answer(request, ALLAUTH_WINDOW)


class LimitsMiddleware:
    """Counts the pages an address reads, and turns Limited, wherever it was raised, into the 429 page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            try:
                spend(request, "page")
            except Limited as limited:
                return answer(request, limited.seconds)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception.seconds) if isinstance(exception, Limited) else None
