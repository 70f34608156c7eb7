"""The figures on the development set, cross-validated, and the arithmetic behind them."""

import io
import json

import pytest

from detector import corpus, figures, training
from detector.assessment import Assessment, Reason
from detector.evaluate import main as evaluate
from detector.policy import standard
from detector.screening import active_model

DEV = corpus.DATA / "dev.jsonl"


@pytest.fixture(scope="module")
def figures_of_dev():
    out = io.StringIO()
    assert evaluate([str(DEV), "--cross-validate", "3", "--json"], out) == 0
    return json.loads(out.getvalue())


def test_precision_and_recall_stay_above_the_floor(figures_of_dev):
    assert figures_of_dev["precision"]["share"] >= 0.80
    assert figures_of_dev["recall"]["share"] >= 0.70
    assert figures_of_dev["failed"] == 0


def test_disguised_promotion_is_found(figures_of_dev):
    assert figures_of_dev["recall_obfuscated"]["share"] >= 0.75


def test_flags_name_the_words_that_decide(figures_of_dev):
    assert figures_of_dev["flags_with_overlapping_reason"]["share"] >= 0.90
    assert figures_of_dev["marked_words_labelled"] >= 0.60
    assert figures_of_dev["share_of_text_marked"] <= 0.60


def test_few_innocent_texts_are_held(figures_of_dev):
    held = figures_of_dev["held_by_ok_kind"].values()

    assert sum(kind["hits"] for kind in held) <= 0.03 * sum(kind["of"] for kind in held)


def test_it_says_that_the_figures_are_cross_validated(figures_of_dev):
    assert figures_of_dev["how"].startswith("cross-validated in 3 folds")


def test_the_model_carries_a_card():
    version = standard()["model"]
    card = active_model(version).card

    assert card["version"] == version
    for measured in ("writers it has not seen", "dev.jsonl, in folds", "unseen"):
        assert card["figures"][measured]["precision"]["share"] >= 0.85
    assert set(card["files"]) <= {path.name for path in corpus.training_files()}


def test_the_standing_model_keeps_its_figures_on_writers_it_has_not_seen():
    judged = training.judge_all(corpus.unseen_rows())
    found = figures.of(judged)

    assert found["records"] >= 1_000
    assert found["precision"]["share"] >= 0.92
    assert found["recall"]["share"] >= 0.88
    assert found["recall_obfuscated"]["share"] >= 0.75
    assert found["flags_with_overlapping_reason"]["share"] >= 0.90
    assert found["marked_words_labelled"] >= 0.60
    assert found["share_of_text_marked"] <= 0.60


def test_no_model_was_trained_on_the_writers_that_it_is_measured_by():
    unseen = {(row["title"], row["body"]) for row in corpus.unseen_rows()}
    trained_on = {(row["title"], row["body"]) for row in corpus.training_rows()}

    assert not unseen & trained_on
    assert not {row["writer"] for row in corpus.unseen_rows()} & {row["writer"] for row in corpus.training_rows()}


def test_related_records_share_a_fold():
    rows = corpus.scored(corpus.load(DEV))
    fold = dict(zip((row["id"] for row in rows), training.folds(rows, 5), strict=True))

    for family in (("d0099", "d0210"), ("d0142", "d0150"), ("d0063", "d0156")):
        assert len({fold[name] for name in family if name in fold}) == 1


def test_a_text_that_quotes_another_shares_its_fold():
    said = "Our clinic offers umbilical cells for psoriasis every Tuesday in May"
    bodies = [said, f"They wrote: {said}. Do not go.", "My elbows are quiet since the tar bath last winter, thank you"]
    rows = [{"id": body[:4], "where": "reply", "title": "", "body": body} for body in bodies]
    first, second, third = corpus.groups(rows)

    assert first == second != third


def test_the_wilson_interval_of_known_shares():
    assert figures.wilson(2, 2) == pytest.approx((0.3424, 1.0), abs=1e-4)
    assert figures.wilson(40, 50) == pytest.approx((0.6696, 0.8876), abs=1e-4)
    assert figures.wilson(0, 0) == (0.0, 1.0)


def test_figures_of_four_records():
    def row(label, kind, body):
        return {"label": label, "kind": kind, "title": "", "body": body, "where": "reply", "spans": ["call me"]}

    right = Assessment("hold", 0.9, "offer", (Reason("body", 0, 7, "contact", "call me", 1.0),))
    calm = Assessment("publish", 0.1, "tell")
    found = figures.of([
        (row("promote", "referral", "call me now"), right), (row("promote", "referral", "call me"), calm),
        (row("ok", "question", "no"), calm), (row("ok", "question", "call me"), right),
    ])  # fmt: skip

    assert (found["precision"]["share"], found["recall"]["share"], found["f1"]) == (0.5, 0.5, 0.5)
    assert found["held_by_ok_kind"]["question"]["share"] == 0.5
    assert found["flags_with_overlapping_reason"]["share"] == 1.0
    assert found["marked_words_labelled"] == 1.0
    assert found["share_of_text_marked"] == pytest.approx(2 / 3, abs=1e-3)
