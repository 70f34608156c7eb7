"""Tags come up while somebody asks, lead to other questions, and can be changed."""

import pytest
from playwright.sync_api import expect

from forum.models import Topic

from . import both_ways

pytestmark = pytest.mark.browser

TITLE, MORE = "Your question, in one sentence", "Tell us more"


def box(person, name: str):
    return person.page.get_by_role("checkbox", name=name, exact=True)


def test_tags_come_up_while_somebody_types_and_what_was_ticked_stays(come, library, board, member):
    asker = come(member)
    asker.opens("/forum/ask/")
    expect(box(asker, "Scalp")).to_be_hidden()

    asker.writes(TITLE, "Itchy hairline in winter")
    expect(box(asker, "Scalp")).to_be_visible()
    box(asker, "Scalp").check()
    asker.page.get_by_text("All other tags").click()
    box(asker, "Nails").check()

    asker.writes(MORE, "The dermatologist suggests UVB three times a week.")
    expect(box(asker, "Light therapy")).to_be_visible()
    expect(box(asker, "Scalp")).to_be_checked()
    expect(box(asker, "Nails")).to_be_checked()
    expect(asker.page.locator("#tags-said")).to_contain_text("Light therapy")

    asker.chooses(board.name)
    asker.presses("Post question")
    asker.sees("Posted. Thank you for writing.")
    assert sorted(Topic.objects.get().tags.values_list("slug", flat=True)) == ["nails", "scalp"]


@both_ways
def test_a_tag_is_chosen_leads_to_other_questions_and_is_changed(come, library, board, member, make_topic):
    other = make_topic(title="What helps on the scalp?")
    other.tags.add(*other.tags.model.objects.filter(slug="scalp"))
    asker = come(member)
    asker.opens("/forum/ask/?tag=scalp")
    asker.writes(TITLE, "Does oil help against scales?")
    asker.writes(MORE, "On the hairline, above all.")
    asker.chooses(board.name)
    expect(box(asker, "Scalp")).to_be_checked()
    asker.presses("Post question")

    asker.follows("Scalp")
    asker.sees_title("Scalp")
    asker.sees("What helps on the scalp?")
    asker.follows("Does oil help against scales?")
    asker.follows("Change the tags")
    box(asker, "Scalp").uncheck()
    asker.presses("Save the tags")
    asker.sees("The tags are saved.")
    assert not Topic.objects.get(title="Does oil help against scales?").tags.exists()


@both_ways
def test_an_asker_closes_a_question_to_visitors_and_looks_at_it_as_one(come, topic, member):
    asker = come(member)
    asker.opens(topic.get_absolute_url())
    asker.follows("See as a visitor")
    asker.sees("This is what a visitor sees.", "Sign in")
    asker.follows("Back to your own view")

    asker.follows("Who can read it")
    asker.chooses("Members only")
    asker.presses("Save")
    asker.sees("Only members can read it now.")
    asker.follows("See as a visitor")
    asker.sees("It is for members only.")
    visitor = come()
    visitor.opens(topic.get_absolute_url())
    assert visitor.witness.status == 404
