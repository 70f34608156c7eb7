"""The list of tags: from the library, kept by admins."""

import pytest
from django.core.management import call_command

from forum.models import Tag, TopicTag
from forum.suggesting import _words
from mypsoriasis.library import files


def load(**options):
    call_command("load_library", verbosity=0, **options)


def test_the_library_brings_treatments_parts_of_the_body_and_themes(db):
    load()

    assert set(Tag.objects.values_list("theme", flat=True)) == set(Tag.Theme.values)
    assert 40 <= Tag.objects.count() <= 55
    assert "MTX" in Tag.objects.get(slug="methotrexate").words


def test_no_word_belongs_to_two_tags():
    words = [word for tag in files.tags() for word in {tuple(_words(word)) for word in Tag(**tag).words}]

    assert sorted(word for word in set(words) if words.count(word) > 1) == []


@pytest.mark.parametrize("refresh", [False, True])
def test_what_an_admin_made_of_a_tag_stays(db, refresh):
    load()
    Tag.objects.filter(slug="scalp").update(name="Scalp and hair", synonyms="hair", offered=False)
    Tag.objects.filter(slug="itch").delete()
    Tag.objects.create(slug="itching", name="ITCH", theme="life")
    before = list(Tag.objects.values_list())

    load(refresh=refresh)
    assert list(Tag.objects.values_list()) == before


class TestAdmin:
    ADD = "/admin/forum/tag/add/"

    def fields(self, **changes):
        return {
            "name": "Swimming",
            "slug": "swimming",
            "theme": "life",
            "synonyms": "pool\n",
            "offered": "on",
        } | changes

    def test_an_admin_adds_a_tag_and_its_address_stays(self, client, site_admin, sign_in):
        sign_in(client, site_admin).post(self.ADD, self.fields())
        tag = Tag.objects.get()
        assert tag.words == ["Swimming", "pool"]

        client.post(f"/admin/forum/tag/{tag.pk}/change/", self.fields(slug="else", name="Swimming and pools"))
        tag.refresh_from_db()
        assert (tag.slug, tag.name) == ("swimming", "Swimming and pools")

    @pytest.mark.parametrize(
        "changes, field", [({"slug": "x" * 51}, "slug"), ({"synonyms": "itch"}, "synonyms"), ({"name": "itch"}, "name")]
    )
    def test_a_word_suggests_one_tag_alone(self, client, site_admin, sign_in, changes, field):
        Tag.objects.create(slug="itch", name="Itch", theme="life")
        response = sign_in(client, site_admin).post(self.ADD, self.fields(**changes))

        assert list(response.context["adminform"].form.errors) == [field]
        assert Tag.objects.count() == 1

    def test_no_tag_is_deleted(self, client, site_admin, sign_in, topic):
        tag = Tag.objects.create(slug="itch", name="Itch", theme="life")
        TopicTag.objects.create(topic=topic, tag=tag)

        assert (
            sign_in(client, site_admin).post(f"/admin/forum/tag/{tag.pk}/delete/", {"post": "yes"}).status_code == 403
        )
        assert topic.tags.get() == tag

    def test_an_editor_has_nothing_to_do_with_tags(self, client, editor, sign_in):
        assert sign_in(client, editor).get(self.ADD).status_code == 403
