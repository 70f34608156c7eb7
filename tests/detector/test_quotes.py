"""Somebody else's words are not the writer's, unless the writer passes them on as good."""

import pytest

from detector import screen
from detector.reading import read

ADVERT = "We offer stem cells for psoriasis, only 5 places left, call +1 555 0100"


def voices(text):
    """The voice of each sentence, in order."""
    return [sentence.voice for sentence in read("", text, "reply").own]


@pytest.mark.parametrize(
    "marked",
    [
        f'"{ADVERT}"', f"'{ADVERT}'", f"“{ADVERT}”", f"‘{ADVERT}’", f"„{ADVERT}“", f"‚{ADVERT}‘", f"«{ADVERT}»",
        f"« {ADVERT} »", f"»{ADVERT}«", f"‹{ADVERT}›", f"> {ADVERT}",
    ],
)  # fmt: skip
def test_every_kind_of_quotation_marks_is_read(marked):
    assert voices(f"This came today:\n\n{marked}\n\nIt is a scam, I reported it.") == ["own", "quoted", "own"]


def test_a_quote_may_have_several_paragraphs():
    assert voices(f'"{ADVERT}.\n\nBook today."\n\nIt is a scam.') == ["quoted", "quoted", "own"]


@pytest.mark.parametrize(
    "text",
    [
        "I don't know the members' names and I've never seen the doctors' list, it's long.",
        "It's the '90s again: tar 'n' lamp, dad's jokes and the nurses' tea at five.",
        "'Twas a long winter, and my knees' plaques weren't the worst of it.",
        "My mother's doctor's advice wasn't followed by the twins' father.",
    ],
)
def test_apostrophes_quote_nobody(text):
    assert voices(text) == ["own"]


def test_apostrophes_do_not_end_a_quote_in_single_marks():
    text = "My inbox: 'Don't suffer, our patients' skin clears in weeks, call +1 555 0100'. It's a scam."

    assert voices(text) == ["own", "quoted", "own"]


@pytest.mark.parametrize(
    "text",
    [
        f"They wrote me: {ADVERT}.\n\nThis is a scam, they have no licence.",
        f"The clinic's coordinator emailed me: {ADVERT}. When I asked for proof she stopped answering. Stay away.",
        f"I got this message:\n{ADVERT}.\n\nPlease don't fall for it.",
        f"Me escribieron esto: {ADVERT}.\n\nCuidado, es una estafa.",
        f"Warning. A man wrote to me: '{ADVERT}'. I blocked him.",
        f"My inbox this morning: ‘{ADVERT}’. Do not answer them, it is a scam.",
        f"„{ADVERT}“ stand in der Mail. Vorsicht, das ist Betrug.",
        f"Is this legit? '{ADVERT}'",
    ],
)
def test_whoever_shows_an_advertisement_to_warn_or_ask_is_left_alone(text):
    assert not screen("", text).flagged


@pytest.mark.parametrize(
    "text",
    [
        f'They wrote: "{ADVERT}" I went and it was great.',
        f"> {ADVERT}\n\nGreat place, very kind doctors.",
        f"> {ADVERT}\n\n👍",
        f"> {ADVERT}",
        f'"{ADVERT}"',
        f"'{ADVERT}'",
        f"They wrote: “{ADVERT}”",
        "My dermatologist says: book at acme-regen.example for your stem cell infusion.",
        'My dermatologist says: "Book at acme-regen.example for stem cells, they give 10 % off."',
        f"Sharing this in case it helps someone: '{ADVERT}'",
        f"A friend sent me this: {ADVERT}. It worked for me.",
        f"I got this by mail: Beware of fakes. {ADVERT}.",
    ],
)
@pytest.mark.parametrize("where", ["topic", "reply", "comment"])
def test_whoever_passes_an_advertisement_on_as_good_promotes(text, where):
    assert screen("", text, where=where).outcome == "hold"


@pytest.mark.parametrize(
    ("own", "voice"),
    [
        ("It was great.", "own"),
        ("I booked at once.", "own"),
        ("This is a scam.", "quoted"),
        ("Has anyone been there?", "quoted"),
        ("It was in my letterbox on Monday.", "own"),
        ("It did nothing for me.", "quoted"),
    ],
)
def test_what_the_writer_thinks_of_a_quote_decides_whose_words_it_is(own, voice):
    assert voices(f'"{ADVERT}." {own}')[0] == voice


def test_a_neutral_quote_that_leads_to_nobody_stays_a_quote():
    assert voices('"The cells know where to go and what to do." My aunt has it on a cushion.')[0] == "quoted"
