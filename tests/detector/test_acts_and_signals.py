"""What a sentence does and what stands in it: the specification, by example."""

import pytest

from detector.reading import read


def sentences(text):
    return read("", text, "reply").own


def kinds(text):
    return {signal.kind for sentence in sentences(text) for signal in sentence.hits}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Has anyone tried exosomes for their scalp?", "ask"),
        ("Wondering whether my insurer would pay, any advice?", "ask"),
        ("¿Alguien sabe si esto es seguro?", "ask"),
        ("Stay away from them, they took my savings.", "warn"),
        ("Avoid Velamar, I ended up with an infection.", "warn"),
        ("Do not go to Solaris Cells", "warn"),
        ("Don't go to Solaris Cells.", "warn"),
        ("Never trust Dr. Okonjo with your money.", "warn"),
        ("I was treated twice and my knees felt better.", "tell"),
        ("My sister had the same itch for years.", "tell"),
        ("A randomised study with 60 people found no difference.", "report"),
        ("You should go and see Dr. Okonjo.", "recommend"),
        ("Worth every penny, I trust them with my life.", "recommend"),
        ("DM me and I'll send you the details.", "offer"),
        ("Book your free consultation today.", "offer"),
        ("Interested? Message me.", "offer"),
    ],
)
def test_a_sentence_asks_warns_tells_reports_recommends_or_offers(text, act):
    assert sentences(text)[-1].act == act


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("umbilical cord MSC", "treatment"),
        ("two rounds of Wharton's jelly", "treatment"),
        ("cord blood treatment", "treatment"),
        ("células madre", "treatment"),
        ("Stammzellen", "treatment"),
        ("a platelet rich plasma injection", "treatment"),
        ("see https://acme-regen.example/book now", "link"),
        ("look at acme-regen.clinic", "link"),
        ("the abstract is at https://pubmed.ncbi.nlm.nih.gov/123", "source"),
        ("ring +1 555 0100 now", "phone"),
        ("five five five oh one double two", "phone"),
        ("write to intake@acme.example", "handle"),
        ("follow @flakefree_nina", "handle"),
        ("it is $4,200 for two", "price"),
        ("only three spots left", "scarcity"),
        ("15 % off this week", "discount"),
        ("book before May", "invite"),
        ("call to book", "invite"),
        ("join our free webinar", "event"),
        ("an FDA registered lab", "regulatory"),
        ("it is a patient funded study", "paid_trial"),
        ("vials ship worldwide", "product"),
        ("the university hospital called", "hospital"),
        ("I take Skyrizi", "approved"),
        ("our vet said so", "animal"),
    ],
)
def test_a_thing_is_recognised(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text", ["In 2019 and 2020 2021 I flared.", "PASI 12 then 4, 3, 2", "see NCT04785027", "10-12-2024"]
)
def test_other_numbers_are_no_phone_numbers(text):
    assert "phone" not in kinds(text)


def test_words_of_somebody_else_do_nothing_of_their_own():
    quoted, own = sentences("> DM me for the doctor's name\nThis is a scam, please report it.")

    assert (quoted.voice, quoted.act) == ("quoted", "quote")
    assert (own.voice, own.act) == ("own", "warn")


def test_an_alternative_text_is_the_writer_s_own_voice():
    assert {s.voice for s in sentences('[img alt="Book your stem cell drip with us today"]')} == {"own"}


def test_the_title_of_a_reply_is_context_and_that_of_a_topic_is_text():
    assert {s.field for s in read("A title here", "Body.", "topic").own} == {"title", "body"}
    assert {s.field for s in read("A title here", "Body.", "reply").own} == {"body"}
