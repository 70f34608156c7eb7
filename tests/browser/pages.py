"""Every kind of page, and how to come to it. A page that is missing here is looked at by nobody."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from django.core import mail
from django.test import override_settings

from mypsoriasis.settings import base
from tests.members.helpers import code_in_mail
from tests.texts import ADVERT, OFFER

from .person import Person
from .world import World

FORMATTED, TOO_LONG = "# What helped\n\nIt **helped** me:\n\n- a\n- b", "x" * 20_001
REPLY, TITLE, MORE = "Your text", "Your question, in one sentence", "Tell us more"


@dataclass(frozen=True)
class Page:
    """name: of the test and of the picture. path: with names of world.places. reader: who is signed in."""

    name: str
    path: str
    reader: str = ""
    then: Callable[[Person], object] | None = None  # what brings up what is to be seen
    status: int = 200
    no_room_for: str = ""  # an action of settings.LIMITS that is used up
    covers: bool = False  # an open menu lies over a part of the page

    def show(self, person: Person, world: World) -> None:
        with _used_up(self.no_room_for) if self.no_room_for else nullcontext():
            person.opens(world.path(self.path))
            if self.then:
                self.then(person)
            person.page.wait_for_load_state("load")


def _used_up(action: str):
    return override_settings(LIMITS=base.LIMITS | {action: {"address": "0/10m"}})


def presses(button: str) -> Callable[[Person], object]:
    return lambda person: person.presses(button)


def writes(text: str, button: str, label: str = REPLY) -> Callable[[Person], object]:
    def act(person: Person) -> None:
        person.writes(label, text)
        person.presses(button)

    return act


def checks(text: str) -> Callable[[Person], object]:
    def act(person: Person) -> None:
        with person.page.expect_navigation():
            writes(text, "Check this text", "The advertisement or message")(person)
        opens_all(person)

    return act


def asks(person: Person) -> None:
    person.writes(TITLE, "Found something that works")
    person.writes(MORE, ADVERT)
    person.page.get_by_role("radio").first.check()
    person.presses("Post question")


def types_what_was_asked(person: Person) -> None:
    person.writes(TITLE, "Has anyone tried MSC therapy")
    person.sees("This may answer it already")


def sends_what_was_asked(person: Person) -> None:
    person.writes(TITLE, "Has anyone tried MSC therapy")
    person.writes(MORE, "I wonder how it went for you.")
    person.page.get_by_role("radio").first.check()
    person.presses("Post question")
    person.sees("Before you post: does one of these answer it?")


def opens_tags(person: Person) -> None:
    person.writes(TITLE, "Itchy scalp and nails in winter, what helps?")
    person.page.get_by_role("checkbox", name="Scalp", exact=True).check()
    person.page.get_by_text("All other tags", exact=True).click()


def asks_an_admin(person: Person) -> None:
    person.page.get_by_text("Ask an admin", exact=True).click()
    person.presses("Ask an admin to look")


def shows_the_author(person: Person) -> None:
    person.page.get_by_text("Show who wrote this", exact=True).click()
    person.writes("Why you need to know", "Somebody may be in danger.")
    person.presses("Show the name")
    person.sees("You see the name this once.")


def previews(person: Person) -> None:
    person.chooses("Keep the story, drop the seller")
    person.chooses("A strike")
    person.page.get_by_label("Start from a text").select_option("house-contact")
    person.presses("Use")
    person.sees("The text stands in the message.")
    person.presses("Preview")
    person.sees("What the author will read")


def looks_ahead(person: Person) -> None:
    person.chooses("Keep the story, drop the seller")
    person.page.get_by_label("Rule").select_option("contact")
    person.writes("Reason, for the log", "The story is welcome.")
    person.writes("Message to the authors", "Please leave out how to reach the clinic.")
    person.presses("See what it would do")


def opens_all(person: Person) -> None:
    for summary in person.page.locator("main details summary").all():
        summary.click()


def opens_more(person: Person) -> None:
    person.page.locator(".post__replies summary", has_text="More").first.click()


def opens_menu(person: Person) -> None:
    person.page.locator("[data-menu] summary").click()


def opens_term(person: Person) -> None:
    person.page.locator("button.term").first.click()


def writes_then_joins(person: Person) -> None:
    writes("It helped me a little.", "Post reply")(person)


def gives_address(person: Person) -> None:
    person.writes("Your e-mail address", "ada@mail.example")
    person.writes("Your name on the site", "Ada")
    for box in person.page.get_by_role("checkbox").all():
        box.check()
    person.presses("Send me the code")


def types_wrong_code(person: Person) -> None:
    gives_address(person)
    person.writes("The six digits from the mail", "000000")
    person.presses("Go on")


def changes_address(person: Person) -> None:
    writes("new@demo.example", "Send a code there", "Your new e-mail address")(person)


def asks_for_a_code(name: str) -> Callable[[Person], object]:
    return writes(name, "Send me a code", "Your e-mail address, or your name on the site")


def signs_in_as_teresa(person: Person) -> None:
    mail.outbox.clear()
    asks_for_a_code("Teresa")(person)
    person.writes("The six digits from the mail", code_in_mail())
    person.presses("Go on")


def posts(path: str, **fields: str) -> Callable[[Person], object]:
    """Send a form that no page offers, as an old page or a curious reader would."""
    script = """([path, fields]) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = path;
        const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
        for (const [name, value] of Object.entries({csrfmiddlewaretoken: token ?? "", ...fields})) {
            const input = document.createElement("input");
            input.type = "hidden"; input.name = name; input.value = value;
            form.append(input);
        }
        document.body.append(form);
        form.submit();
    }"""

    def act(person: Person) -> None:
        with person.page.expect_navigation():
            person.page.evaluate(script, [path, fields])

    return act


def half_quiet(person: Person) -> None:
    person.page.get_by_label("No mails from").select_option("22")
    person.presses("Save changes")


def sends_twice(person: Person) -> None:
    """The same form with two texts: sent, gone back to, and sent again."""
    key = person.page.locator("[name=key]").input_value()
    writes("The first text.", "Post reply")(person)
    person.page.locator("form[data-composer] [name=key]").evaluate("(field, key) => { field.value = key }", key)
    writes("The second text.", "Post reply")(person)


def edits_an_old_page(person: Person) -> None:
    person.page.locator("[name=based_on]").evaluate("field => { field.value = 1 }")
    writes("From an old page.", "Save changes")(person)


READING = [
    Page("home", "/"),
    Page("home-member", "/", "Marie"),
    Page("menu", "/", "Marie", opens_menu, covers=True),
    Page("articles", "/articles/"),
    Page("articles-theme", "/articles/?theme=research"),
    Page("article", "/articles/mesenchymal-stem-cells-and-psoriasis/"),
    Page("article-member", "/articles/mesenchymal-stem-cells-and-psoriasis/", "Marie"),
    Page("article-term", "/articles/mesenchymal-stem-cells-and-psoriasis/", then=opens_term),
    Page("article-other", "/articles/how-to-read-a-study/"),
    Page("glossary", "/glossary/"),
    Page("register", "/status/"),
    Page("check", "/check/"),
    Page("check-offer", "/check/", then=checks(OFFER)),
    Page("check-nothing-found", "/check/", "Marie", checks("The weather is fine today.")),
    Page("check-errors", "/check/", then=checks(""), status=422),
    Page("search-before", "/search/"),
    Page("search", "/search/?q=stem+cells"),
    Page("search-kind", "/search/?q=psoriasis&kind=topic"),
    Page("search-nothing", "/search/?q=zzzz"),
    Page("search-narrowed", "/search/?q=stem&place=treatments&answered=1&sort=newest"),
    Page("search-member", "/search/?q=skin&mine=1", "Marie"),
    Page("search-spelling", "/search/?q=exosmoes"),
    Page("search-some-words", "/search/?q=stem+qqqqq"),
    Page("search-no-such-page", "/search/?q=stem&kind=topic&page=20"),
    Page("search-no-words", "/search/?q=!!!"),
    Page("search-long", "/search/?q=" + "word+" * 60, status=400),
    Page("rules", "/rules/"),
    Page("privacy", "/privacy/"),
    Page("about", "/about/"),
    Page("accessibility", "/accessibility/"),
    Page("help", "/help/"),
    Page("urgent", "/help/urgent/"),
    Page("moderation-policy", "/rules/moderation/"),
]
FORUM = [
    Page("forum", "/forum/"),
    Page("board", "/forum/treatments/"),
    Page("board-member", "/forum/treatments/", "Marie"),
    Page("unanswered", "/unanswered/"),
    Page("unanswered-narrowed", "/unanswered/?board=treatments&tag=scalp"),
    Page("tags", "/tags/"),
    Page("tag", "/tags/scalp/"),
    Page("tag-member", "/tags/itch/", "Marie"),
    Page("topic", "{msc}"),
    Page("topic-member", "{registered}", "Marie"),
    Page("topic-asker", "{msc}", "Marie"),
    Page("topic-more", "{msc}", "Marie", opens_more, covers=True),
    Page("topic-more-visitor", "{msc}", then=opens_more, covers=True),
    Page("topic-moderator", "{registered}", "Pat"),
    Page("topic-own-held", "{msc}", "Nils"),
    Page("topic-own-edit-waits", "{light}", "OldGardener"),
    Page("topic-stub-own", "{msc}", "kimberley_k"),
    Page("topic-closed", "{light}"),
    Page("topic-no-reply", "{fresh}"),
    Page("topic-headings", "{children}"),
    Page("topic-first-page", "{gloves}"),
    Page("topic-last-page", "{last_page}"),
    Page("topic-one-answer", "{gloves}?answer={many_replies}"),
    Page("topic-posted", "{fresh}", "Sunna", writes("Ask her what she would like.", "Post reply")),
    Page("topic-crisis-help", "{fresh}", "Sunna", writes("I do not want to live any more.", "Post reply")),
    Page("change-tags", "/topics/{light_topic}/tags/", "Teresa"),
    Page("change-audience", "/topics/{fresh_topic}/audience/", "Pat"),
    Page("change-audience-errors", "/topics/{fresh_topic}/audience/", "Pat", presses("Save"), status=422),
    Page("as-visitor", "/topics/{msc_topic}/as-visitor/", "Marie"),
    Page("activity", "/activity/", "Marie"),
    Page("activity-none", "/activity/", "Alex"),
    Page("following", "/following/", "Marie"),
    Page("bookmarks", "/bookmarks/", "Marie"),
    Page("bookmarks-none", "/bookmarks/", "Alex"),
    Page("bookmark", "/posts/{answer}/bookmark/", "Marie"),
    Page("newsletter", "/newsletter/"),
    Page("newsletter-errors", "/newsletter/", then=presses("Send me the link"), status=422),
    Page("newsletter-bad-link", "/newsletter/confirm/bad/", status=404),
    Page("newsletter-confirm", "/newsletter/confirm/{newsletter_wish}/"),
    Page("newsletter-manage", "/newsletter/manage/{newsletter_manage}/"),
    Page("newsletter-archive", "/newsletter/archive/"),
    Page("newsletter-issue", "/newsletter/1-news/"),
    Page("profile", "/members/Pat/"),
    Page("profile-member", "/members/Jon from the coast/", "Marie", opens_all),
    Page("profile-blocked", "/members/Blocked one/", "Marie"),
]
WRITING = [
    Page("ask", "/forum/ask/", "Jon from the coast"),
    Page("ask-visitor", "/forum/ask/"),
    Page("ask-similar", "/forum/ask/", then=types_what_was_asked),
    Page("ask-tags", "/forum/ask/", "Jon from the coast", opens_tags),
    Page("ask-errors", "/forum/ask/", "Jon from the coast", presses("Post question"), status=422),
    Page("ask-hint", "/forum/ask/", "Teresa", asks),
    Page("ask-similar-before", "/forum/ask/", "Teresa", sends_what_was_asked),
    Page("compose", "/threads/{registered_thread}/answer/"),
    Page("compose-hint", "/threads/{registered_thread}/answer/", then=writes(ADVERT, "Post reply")),
    Page("compose-preview", "/threads/{registered_thread}/answer/", then=writes(FORMATTED, "Preview")),
    Page("compose-reply", "/posts/{answer}/reply/", "Sunna"),
    Page("compose-too-long", "/threads/{registered_thread}/answer/", then=writes(TOO_LONG, "Post reply"), status=422),
    Page("edit", "/posts/{edited}/edit/", "Marie"),
    Page("edit-stale", "/posts/{edited}/edit/", "Marie", edits_an_old_page, status=409),
    Page("sent-twice", "/threads/{fresh_thread}/answer/", "Edith", sends_twice, status=409),
    Page("gone", "/threads/999999/answer/", "Marie", status=404),
    Page("gone-closed", "/threads/{light_thread}/answer/", status=404),
    Page("drafts", "/drafts/", "Marie"),
    Page("drafts-none", "/drafts/", "Alex"),
    Page("report", "/posts/{answer}/report/", "Marie"),
    Page("report-errors", "/posts/{answer}/report/", "Marie", presses("Send the report"), status=422),
    Page("mute", "/posts/{answer}/mute/", "Marie"),
    Page("mute-anonymous", "/posts/{anonymous}/mute/", "Marie"),
    Page("withdraw", "/posts/{edited}/withdraw/", "Marie"),
    Page("withdraw-edit", "/posts/{waits}/withdraw/", "OldGardener"),
    Page("history", "/posts/{edited}/history/", "Marie"),
    Page("suspended", "/threads/{registered_thread}/answer/", "Paused"),
    Page("suspended-report", "/posts/{answer}/report/", "Paused"),
]
MEMBERS = [
    Page("join", "/join/"),
    Page("join-errors", "/join/", then=presses("Send me the code"), status=422),
    Page("join-with-text", "/threads/{registered_thread}/answer/", then=writes_then_joins),
    Page("join-code", "/join/", then=gives_address),
    Page("join-wrong-code", "/join/", then=types_wrong_code, status=422),
    Page("login", "/accounts/login/"),
    Page("login-errors", "/accounts/login/", then=presses("Send me a code"), status=422),
    Page("login-code", "/accounts/login/", then=asks_for_a_code("Marie")),
    Page("login-second-factor", "/accounts/login/", then=signs_in_as_teresa),
    Page("logout", "/accounts/logout/", "Marie"),
    Page("settings", "/settings/", "Marie"),
    Page("settings-safe", "/settings/", "Teresa"),
    Page("settings-errors", "/settings/", "Marie", writes("", "Save changes", "Your name on the site"), status=422),
    Page("blocks", "/settings/blocks/", "Marie"),
    Page("blocks-none", "/settings/blocks/", "Alex"),
    Page("email", "/accounts/email/", "Marie"),
    Page("email-code", "/accounts/email/", "Edith", changes_address),
    Page("second-factor", "/settings/second-factor/", "Pat"),
    Page("mfa", "/accounts/2fa/", "Marie"),
    Page("mfa-safe", "/accounts/2fa/", "Teresa"),
    Page("mfa-app", "/accounts/2fa/totp/activate/", "Marie"),
    Page("mfa-app-errors", "/accounts/2fa/totp/activate/", "Marie", presses("Save"), status=422),
    Page("mfa-app-remove", "/accounts/2fa/totp/deactivate/", "Teresa"),
    Page("mfa-codes", "/accounts/2fa/recovery-codes/", "Teresa"),
    Page("mfa-codes-new", "/accounts/2fa/recovery-codes/generate/", "Teresa"),
    Page("mfa-passkeys", "/accounts/2fa/webauthn/", "Sunna"),
    Page("mfa-passkey-rename", "/accounts/2fa/webauthn/keys/{passkey}/edit/", "Sunna"),
    Page("mfa-passkey-remove", "/accounts/2fa/webauthn/keys/{passkey}/remove/", "Sunna"),
    Page("mfa-passkey-add", "/accounts/2fa/webauthn/add/", "Marie"),
    Page("mfa-reauthenticate", "/accounts/2fa/reauthenticate/", "Teresa"),
    Page("sessions", "/accounts/sessions/", "Marie"),
    Page("account-closed", "/accounts/inactive/"),
    Page("notifications", "/notifications/", "kimberley_k"),
    Page("notifications-asker", "/notifications/", "Marie"),
    Page("notifications-none", "/notifications/", "Alex"),
    Page("notification-settings", "/settings/notifications/", "Marie"),
    Page("notification-settings-errors", "/settings/notifications/", "Marie", half_quiet, status=422),
    Page("unsubscribe", "/unsubscribe/{unsubscribe}/"),
    Page("unsubscribe-done", "/unsubscribe/{unsubscribe}/", then=presses("Stop these mails")),
]
DESK = [
    Page("queue", "/moderation/", "Pat"),
    Page("queue-reported", "/moderation/?show=reported", "Pat"),
    Page("queue-narrowed", "/moderation/?show=held&place=board:treatments", "Pat"),
    Page("queue-none", "/moderation/?show=skipped", "Pat"),
    Page("group", "/moderation/group/?case={case_held}&case={case_edit}", "Pat"),
    Page("group-errors", "/moderation/group/?case={case_held}", "Pat", presses("See what it would do"), status=422),
    Page("group-preview", "/moderation/group/?case={case_held}&case={case_crisis}", "Pat", looks_ahead),
    Page("case-held", "/moderation/cases/{case_held}/", "Pat"),
    Page("case-edit", "/moderation/cases/{case_edit}/", "Pat"),
    Page("case-reported", "/moderation/cases/{case_reported}/", "Pat"),
    Page("case-crisis", "/moderation/cases/{case_crisis}/", "Pat"),
    Page("case-anonymous", "/moderation/cases/{case_anonymous}/", "Pat", opens_all),
    Page("case-author-shown", "/moderation/cases/{case_anonymous}/", "Pat", shows_the_author),
    Page("case-closed", "/moderation/cases/{case_closed}/", "Pat"),
    Page("case-appeal", "/moderation/cases/{case_appeal}/", "Alex"),
    Page("case-taken", "/moderation/cases/{case_taken}/", "Pat"),
    Page("case-preview", "/moderation/cases/{case_held}/", "Pat", previews),
    Page("case-note-errors", "/moderation/cases/{case_held}/", "Pat", asks_an_admin, status=422),
    Page("case-errors", "/moderation/cases/{case_held}/", "Pat", presses("Decide"), status=422),
    Page("log", "/moderation/log/", "Pat"),
    Page("figures", "/moderation/figures/", "Pat"),
    Page("figures-cases", "/moderation/figures/cases/?of=waiting-all", "Pat"),
    Page("provider", "/moderation/providers/{provider}/", "Pat"),
    Page("transparency", "/transparency/"),
    Page("decisions", "/decisions/", "kimberley_k"),
    Page("appeal-form", "/decisions/{decision_returned}/appeal/", "Nils"),
    Page("receipt-removed", "/decisions/{decision_removed}/", "kimberley_k"),
    Page("receipt-returned", "/decisions/{decision_returned}/", "Nils"),
    Page("receipt-appealed", "/decisions/{decision_appealed}/", "kimberley_k"),
    Page("receipt-released", "/decisions/{decision_released}/", "kimberley_k"),
]
ERRORS = [
    Page("400-search", "/search/?q=" + "x" * 300, status=400),
    Page("403", "/settings/", "Marie", posts("/posts/1/helpful/", on="1"), status=403),
    Page("403-form", "/join/", then=posts("/join/", csrfmiddlewaretoken="old", body="What I typed."), status=403),
    Page("404", "/nowhere/", status=404),
    Page("404-member", "/nowhere/", "Marie", status=404),
    Page("429", "/threads/{registered_thread}/answer/", "Sunna", writes("What I typed.", "Post reply"), 429, "post"),
    Page("500", "/broken/", status=500),
    Page("demo-mail", "/demo/mail/"),
]
PAGES = [*READING, *FORUM, *WRITING, *MEMBERS, *DESK, *ERRORS]
