"""The first bar: sentences that must stay public, and sentences that must be held, with their paraphrases."""

import pytest

from detector import Context, screen

PLACES = ("topic", "reply", "comment")
STANDINGS = ("new", "member", "trusted")

QUESTIONS_ABOUT_MSC = [
    "Has anyone done the mesenchymal stem cell therapy for psoriasis? I would like to know the results.",
    "Did anybody here try MSC infusions for plaque psoriasis? Curious how it turned out.",
    "Has someone had stem cell treatment for their psoriasis? What happened afterwards?",
    "I'm interested in hearing from people who did mesenchymal stem cells. Did it work for you?",
    "Anyone tried stem cells for guttate psoriasis, and what were your results like?",
]
LIKING_AN_IDEA = [
    "I❤️this concept.",
    "I love this idea 😍",
    "This is such a great concept, love it!",
    "❤️❤️ this",
    "Really like the thinking here.",
    "Love this article!",
]
HEARSAY_WITH_A_QUESTION = [
    "Has anyone heard of getting plasma injections or stem cells injected for joints? I've heard wonderful things about it.",  # noqa: E501
    "Does anyone know about PRP or stem cell shots for knees? Friends tell me great things.",
    "Have any of you looked into platelet injections for joint pain? My neighbour raves about it.",
    "Heard amazing things about stem cells injected into shoulders. Has anyone had it done?",
    "What do you know about plasma or stem cell injections for arthritis? I keep hearing good things.",
]
REGISTERED_OR_APPROVED = [
    "A clinic in my town says it is FDA registered. Is that the same as approved?",
    "A place near me advertises that they are registered with the FDA. Does that mean the treatment is approved?",
    "The stem cell clinic down the road says \"FDA registered facility\". Is registered the same thing as approved?",
    "If a clinic is FDA registered, is it approved?",
    "There's a clinic here that claims FDA registration. Is that an approval or just paperwork?",
]
WARNINGS = [
    "Stay away from that clinic, they took $9,000 and it is not approved.",
    "Avoid this clinic. I paid $9,000 and the treatment isn't approved.",
    "Don't go to that place, they charged my mum $9,000 for something that is not approved.",
    "Please keep away from them: nine thousand dollars gone and no approval for any of it.",
    "That clinic took 9000 dollars off me for an unapproved treatment. Steer clear.",
]
TRANSPLANTS = [
    "My brother had a bone marrow transplant for leukaemia and his psoriasis cleared for a year.",
    "My sister got a bone marrow transplant for leukemia, and her psoriasis went away for about a year.",
    "After his stem cell transplant for AML my dad's plaques disappeared for fourteen months.",
    "My uncle's leukaemia was treated with a bone marrow transplant and his psoriasis was gone for a year.",
    "A friend had a marrow transplant for lymphoma and her skin was clear for a year afterwards.",
]
DERMATOLOGY = [
    "My dermatologist's clinic called me back about my biologic.",
    "The clinic of my dermatologist rang me back about my biologic.",
    "My derm's office phoned about starting Skyrizi.",
    "Dermatology clinic called today, my biologic got approved by insurance!",
    "Got a call back from the clinic at my dermatologist's, we talked about switching biologics.",
]
EVERYTHING_ELSE = [
    "Have you tried stem cells for psoriasis? Please share your results, good or bad.",
    "How much does stem cell therapy cost? Is it worth it?",
    "My clinic in Leeds does phototherapy three times a week and it's helping.",
    "DM me if you want the knitting pattern.",
    "Is Acme Regen legit? They quoted me $8,000 for stem cells.",
    "No miracle here: I paid for exosomes, nothing changed.",
    "Can I ask what PRP is?",
    "Which dermatologist in Boston would you recommend?",
    "My rheumatologist at the university hospital recommended Taltz and it's been great.",
]
SECOND_ROUND = [
    "Did any of you get the MSC treatment for your psoriasis? Would love to hear how it went.",
    "Anybody had mesenchymal stem cell therapy? Please tell me what came of it.",
    "Looking for people who did mesenchymal stem cells for psoriasis, what were the results?",
    "Just wondering if anyone's done stem cell therapy for plaque psoriasis. I'd like to know the results please",
    "I ❤ this concept!",
    "💖 this idea",
    "Love love love this concept 😍😍",
    "What a lovely concept.",
    "Has anyone heard about plasma injections or stem cells for joints? My coworker says they're wonderful.",
    "Have you heard of people getting stem cells injected in their joints? I've only heard good things.",
    "Anyone know of PRP or stem cells for joints? I hear it's great.",
    "I've heard amazing things about plasma injections. Has anyone here had them?",
    "Clinic in my city is FDA registered, they say. Is that the same as being approved?",
    "Is \"FDA registered\" the same as \"FDA approved\"? A clinic in my town says the first.",
    "There is a clinic here which says that it's registered with the FDA. Does that make it approved?",
    "The clinic near us claims to be FDA registered, is that approval?",
    "Keep away from that clinic, they charged $9,000 and it isn't approved.",
    "Steer well clear of that place. $9,000 gone, and the treatment was never approved.",
    "That clinic took my $9,000. Not approved. Stay away.",
    "Don't give that clinic a cent. They took nine grand from us and it's not even approved.",
    "My brother's psoriasis cleared for a year after his bone marrow transplant for leukaemia.",
    "When my brother had leukaemia they gave him a bone marrow transplant, and his psoriasis was clear for a year.",
    "Brother had a BMT for leukemia. Psoriasis gone for about a year after.",
    "After my wife's stem cell transplant for leukaemia her psoriasis disappeared for a year.",
    "My derm's clinic rang me back about my biologic.",
    "Finally got a call back from my dermatologist's clinic about the biologic.",
    "The clinic called me about my biologic, the dermatologist has sent the prescription.",
    "My dermatologist's office called back today about my biologic",
    "How did your MSC therapy go? I'm curious.",
    "I read about exosomes in the news, do they help?",
    "They offered me a free consultation and 20% off for stem cells. Is this a scam?",
    "My friend went to a clinic in Mexico for stem cells. I'm worried about her.",
    "I went to a stem cell clinic in Panama. It did nothing for me.",
    "Which biologic worked best for your scalp?",
    "Thanks for sharing your story, it gave me hope.",
    "Where can I find a good dermatologist in Chicago?",
]
PUBLIC = [
    *SECOND_ROUND,
    *QUESTIONS_ABOUT_MSC,
    *LIKING_AN_IDEA,
    *HEARSAY_WITH_A_QUESTION,
    *REGISTERED_OR_APPROVED,
    *WARNINGS,
    *TRANSPLANTS,
    *DERMATOLOGY,
    *EVERYTHING_ELSE,
]

OFFERS_WITH_CONTACT = [
    "Stem cell therapy for psoriasis, book your consultation at acme-regen.example",
    "We offer mesenchymal stem cell infusions for psoriasis. Call +1 555 0100.",
    "Our clinic treats psoriasis with exosomes, WhatsApp us on +52 555 0142 to book.",
    "Get your stem cell infusion with us: https://acme-regen.example/book",
    "Umbilical cord MSC treatment now available for psoriasis patients. Contact info@acme-regen.example",
]
DOCTOR_BY_MESSAGE = [
    "DM me for the name of my doctor, 10 % off",
    "Message me and I'll tell you who my doctor is, you get 10% off",
    "PM me for my doctor's name, 10 percent discount",
    "Inbox me for the clinic I used, 15% discount if you mention me",
    "DM for my doc's name - he'll give you 10% off",
    "Send me a DM if you want my doctor's name, there's a 10% discount",
]
SEMINARS = [
    "Free educational seminar on stem cells, seats limited, register here: acme-regen.example/seminar",
    "Join our free stem cell webinar, limited seats. Sign up at https://acme-regen.example",
    "Free dinner seminar about stem cell therapy for psoriasis. Only 20 places, RSVP today.",
    "Complimentary information evening on regenerative medicine, spaces are limited, reserve yours: acme-regen.example",  # noqa: E501
    "Free stem cell seminar, few seats left, register here: www.acme-regen.example",
]
SPELT_OUT_ADDRESSES = [
    "We offer stem cell therapy for psoriasis, book at a c m e - r e g e n (dot) example",
    "Free educational seminar on stem cells, seats limited, register here: a c m e - r e g e n (dot) example",
    "Stem cell therapy for psoriasis, book at acme-regen [dot] example",
    "Stem cells for psoriasis, book now: acme-regen dot example",
    "s t e m  c e l l therapy, book at acme-regen.example",
]
LOOKALIKES = [
    "We offer stеm сеll thеrарy fоr рsоriаsis, bооk аt acme-regen.example",
    "DМ mе fоr thе nаmе оf my dосtоr, 10 % оff",
    "𝗦𝘁𝗲𝗺 𝗰𝗲𝗹𝗹𝘀 for psoriasis, 𝗯𝗼𝗼𝗸 at acme-regen.example",
    "Мsс thеrару fоr рsоriаsis, саll +1 555 0100",
    "Frее sеminаr оn stеm сеlls, sеаts limitеd, rеgistеr аt acme-regen.example",
    "Wе оffеr ехоsоmе infusiоns, WhаtsАрр us оn +52 555 0142",
]
INVISIBLE = [
    "We offer st\u200bem ce\u200bll therapy, book at acme\u200b-regen.example",
    "D\u200bM me for the name of my doc\u200btor, 10 % o\u200bff",
    "Free semi\u200bnar on stem ce\u200blls, seats lim\u200bited, register here: acme-regen.example",
    "Ste\u200cm cel\u200cls for psoriasis, ca\u2060ll +1 555 0100",
    "Exo\u00adsome infu\u200bsions, bo\u200dok at acme-regen.example",
]
NUMBERS_IN_WORDS = [
    "Stem cell therapy for psoriasis, call plus one five five five oh one zero zero",
    "We offer exosome infusions, call five five five zero one double zero",
    "Stem cells for psoriasis at our clinic, ring one five five five zero one zero zero to book",
    "Exosome drips for psoriasis, WhatsApp five two five five five oh one four two",
    "Free stem cell consultation, phone us: nine one nine, five five five, zero one five one",
]
TESTIMONIALS = [
    "I got stem cells at Acme Regen, cured my psoriasis, call +1 555 0100 or book at acme-regen.example, tell them I sent you",  # noqa: E501
    "Stem cells at Acme Regen cleared my skin, tell them I sent you, +1 555 0100",
    "Had my exosomes at Acme Regen and I'm cured. Book at acme-regen.example and say I sent you",
    "Acme Regen fixed my psoriasis with stem cells, phone them on 555-0100",
    "My psoriasis is gone since stem cells at Acme Regen, their number is +1 555 0100",
]
LEET = [
    "st3m c3lls for psoriasis, b00k at acme-regen.example",
    "We offer st3m c3ll th3rapy, b00k at acme-regen.example",
    "3xosome infusions, c@ll +1 555 0100",
    "M$C therapy for psoriasis, b00k n0w at acme-regen.example",
]
SECOND_ROUND_OF_OFFERS = [
    "Regenerative stem cell treatment for psoriasis. Book online: https://book.acme-regen.example",
    "Psoriasis? Our stem cell infusions help. Contact us at +44 20 7946 0100",
    "Exosome therapy for psoriatic arthritis, message our WhatsApp +1 555 0123 for an appointment",
    "I offer stem cell injections for psoriasis, email me at doc@acme-regen.example",
    "Stem cell package for psoriasis patients, schedule here: acme-regen.example/booking",
    "For stem cell treatment of psoriasis visit www.acme-regen.example or call 555-0100",
    "DM me for my doctor's name, you'll get 10% off",
    "DM me and I'll give you the name of my doctor. 10% off!",
    "Want the name of my doctor? DM me, 10 % off",
    "Message me for my doctor's details, he gives 10 % off if I refer you",
    "Write to me for the name of my doc (10% off)",
    "drop me a message for the name of the doctor I went to, 10% off for you",
    "Free educational seminar about stem cells, limited seats, register at acme-regen.example",
    "FREE stem cell seminar! Seats are limited. Register: https://acme-regen.example/free",
    "We're hosting a free educational webinar on stem cell therapy. Limited seating, register here: acme-regen.example",  # noqa: E501
    "Attend our free educational event on stem cells. Seats limited. Sign up here: acme-regen.example",
    "Free lunch seminar on stem cells, space is limited, call to register: 555-0100",
    "Come to a free talk on stem cells for psoriasis, only 15 seats, register here https://acme-regen.example",
    "Book your stem cell infusion at a c m e - r e g e n (dot) example",
    "Stem cell clinic: a c m e r e g e n dot example, book today",
    "Stem cells for psoriasis at acme-regen(dot)example, book now",
    "Visit a.c.m.e-r.e.g.e.n [dot] example for stem cells",
    "DM mе fоr thе nаmе of my dосtоr, 10 % оff",
    "Frее еduсаtiоnаl sеminаr оn stеm сеlls, sеаts limitеd, rеgistеr hеrе: acme-regen.example",
    "Ѕtеm сеll thеrару fоr рѕоrіаѕіѕ, bооk аt асmе-rеgеn.ехаmрlе",
    "S\u200bt\u200be\u200bm c\u200be\u200bl\u200bl\u200bs for psoriasis, b\u200book at acme-\u200bregen.example",
    "D\u200bM m\u200be for the n\u200bame of my d\u200boctor, 10 % o\u200bff",
    "Stem cell infusions for psoriasis, call five five five, zero one zero zero",
    "Stem cell therapy for psoriasis. Phone: plus one, five five five, oh one hundred... five five five oh one oh oh",
    "Our stem cell clinic, phone five-five-five-zero-one-zero-zero",
    "I got stem cells at Acme Regen and it cured my psoriasis. Call +1 555 0100 or book on acme-regen.example and tell them I sent you.",  # noqa: E501
    "Acme Regen cured me with stem cells! Book at acme-regen.example, mention my name",
    "Stem cells at Acme Regen, psoriasis gone. Call 555 0100, say Nina sent you",
    "Had stem cells done at Acme Regen. Cured. acme-regen.example, +1 555 0100",
    "i got my stem cells at acme regen and my psoriasis is cured, call +1 555 0100",
]
HELD = [
    *SECOND_ROUND_OF_OFFERS,
    *OFFERS_WITH_CONTACT,
    *DOCTOR_BY_MESSAGE,
    *SEMINARS,
    *SPELT_OUT_ADDRESSES,
    *LOOKALIKES,
    *INVISIBLE,
    *NUMBERS_IN_WORDS,
    *TESTIMONIALS,
    *LEET,
]

OLD = (
    "I have had plaque psoriasis for twelve years. Coal tar works for me at night, and my nurse was kind about it. "
    "The itch is worst in winter."
)


@pytest.mark.parametrize("text", PUBLIC)
@pytest.mark.parametrize("where", PLACES)
def test_a_patient_who_asks_tells_or_warns_is_left_alone(text, where):
    assessment = screen("", text, where=where)

    assert assessment.outcome in ("publish", "card"), [(r.code, r.text) for r in assessment.reasons]


@pytest.mark.parametrize("text", PUBLIC)
def test_the_same_words_as_a_title_are_left_alone(text):
    assert not screen(text, "Thank you all.", where="topic").flagged


@pytest.mark.parametrize("text", HELD)
@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("standing", STANDINGS)
def test_promotion_is_held_whoever_writes_it_and_wherever(text, where, standing):
    assessment = screen("", text, where=where, context=Context(standing=standing))

    assert assessment.outcome == "hold", assessment.score
    assert assessment.reasons


@pytest.mark.parametrize("text", HELD)
@pytest.mark.parametrize("standing", STANDINGS)
def test_an_edit_that_adds_promotion_to_an_old_innocent_post_is_held(text, standing):
    context = Context(standing=standing, published_posts=80, account_days=900, previous=OLD)

    assessment = screen("My winter", f"{OLD} {text}", context=context)

    assert assessment.outcome == "hold", assessment.score
    assert "edit_adds" in {reason.code for reason in assessment.reasons}


@pytest.mark.parametrize("text", HELD)
def test_promotion_at_the_end_of_a_long_innocent_text_is_held(text):
    assert screen("My winter", f"{OLD}\n\n{OLD}\n\n{OLD}\n\n{text}").outcome == "hold"


def test_an_edit_that_adds_nothing_of_the_kind_is_published():
    context = Context(standing="member", previous=OLD)

    assert screen("My winter", f"{OLD} Thank you for reading.", context=context).outcome == "publish"
