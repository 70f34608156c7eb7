"""No text makes the detector slow, raise or lose its way."""

import json
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector import lexicon, screen
from detector.hostile import ADVERT, PIECES, pumped

GROWTH_AT_MOST = 4.0  # for twice the text, with room for a busy machine; 2.0 is linear
TOO_QUICK_TO_COMPARE = 0.02  # seconds


def seconds(text):
    def once():
        start = time.process_time()
        screen("", text)
        return time.process_time() - start

    return min(once() for _ in range(5))


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_time_grows_with_the_length_of_a_hostile_text_only(piece):
    shorter, longer = (seconds(pumped(piece, size)) for size in (6000, 12000))

    assert longer <= GROWTH_AT_MOST * max(shorter, TOO_QUICK_TO_COMPARE / GROWTH_AT_MOST)


def test_a_sentence_that_comes_again_is_not_searched_again(monkeypatch):
    searched = []
    find = lexicon.find
    monkeypatch.setattr(lexicon, "find", lambda words, named: searched.append(words) or find(words, named))
    screen("", "Zoe keeps seventeen llamas by the pond. " * 40)

    assert len(searched) == 1


@given(title=st.text(max_size=80), body=st.text(max_size=400), where=st.sampled_from(["topic", "reply", "comment"]))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_an_assessment(title, body, where):
    assessment = screen(title, body, where=where)

    assert not assessment.failed
    assert assessment.outcome in ("publish", "card", "flag", "hold")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "\u200b", "🌱"])
def test_next_to_nothing_is_published(text):
    assert screen(text, text).outcome == "publish"


def test_a_text_too_long_to_read_goes_to_a_person():
    assessment = screen("", "🌱 " * 20_000)

    assert (assessment.outcome, assessment.failed) == ("hold", "Unreadable")


def test_more_ends_of_sentences_than_prose_has_go_to_a_person():
    assessment = screen("", "Yes. " * 4_500)

    assert (assessment.outcome, assessment.failed) == ("hold", "Unreadable")


@pytest.mark.parametrize("pad", ["😀", "@", "\n", "\u200b", "🌱 ", "Yes. "])
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_an_advertisement_padded_to_the_longest_post_is_held_all_the_same(pad, before):
    padding = pumped(pad, 19_000)

    assert screen("", padding + ADVERT if before else ADVERT + "\n\n" + padding).outcome == "hold"


def test_a_long_advertisement_still_says_why_it_is_held():
    assessment = screen("", pumped(ADVERT, 60_000))

    assert assessment.outcome == "hold"
    assert {"phone", "link"} <= {reason.code for reason in assessment.reasons}


def test_the_same_text_gets_the_same_assessment_in_another_process():
    text = "We offer stem cells, call +1 555 0100. I had two infusions with Dr. Okonjo and I am clear."
    code = "import json, sys; from detector import screen; print(json.dumps(screen('', sys.argv[1]).to_dict()))"
    run = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True)

    assert json.loads(run.stdout) == screen("", text).to_dict()


def test_the_detector_needs_neither_django_nor_numpy():
    code = "import sys, detector; detector.screen('a', 'b'); print(sorted({'django', 'numpy'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"
