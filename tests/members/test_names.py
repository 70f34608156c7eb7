"""Pseudonyms: nobody passes for somebody else or for staff."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from members.models import Member
from members.names import KEY_LENGTH, name_key, validate_name

IMITATIONS = {
    "Marie": [
        "marie", "MARIE", "M a r i e", "m.a-r_i e", "Mаrie", "Маriе", "rnarie", "Mar1e", "Marié", "Ｍａｒｉｅ", "Mariё",
    ],
    "Olivo": ["0livo", "Oliv0", "01ivo", "Оlivo", "Olιvo"],
    "William": ["VVilliam", "Wi11iam", "WIIIIam", "Willlam"],
    "Sean": ["5ean", "Se4n", "S3an"],
    "Lorna": ["Łørna", "Lᴏrna", "lornᴀ", "ʟᴏʀɴᴀ", "Ⱡorna"],
    "Nat": ["Паt", "Пат", "ПАТ", "Ναt", "πατ", "Ňaŧ"],
    "Capa": ["Сара", "САРА"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "imitation"), [(name, other) for name in IMITATIONS for other in IMITATIONS[name]])
def test_a_name_that_looks_like_another_is_the_same_to_us(name, imitation):
    assert name_key(imitation) == name_key(name)


@pytest.mark.parametrize("pair", [("Marie", "Maria"), ("Jon", "John"), ("Tom 7", "Tom 8"), ("Иван", "Игорь")])
def test_names_that_differ_stay_different(pair):
    assert name_key(pair[0]) != name_key(pair[1])


@pytest.mark.parametrize("imitation", ["marie", "M a r i e", "rnarie", "Mar1e", "Marié", "Ｍａｒｉｅ", "Mᴀrie", "Mariɛ"])
def test_the_join_form_refuses_an_imitation_beside_the_field(client, member, imitation):
    form = {"email": "ada@mail.example", "username": imitation, "consent": "on", "sixteen": "on"}
    response = client.post("/join/", form)

    assert response.status_code == 422
    assert "taken, or looks like one that is" in response.context["form"].errors["username"][0]
    assert not member.emailaddress_set.exists()


def test_the_database_refuses_an_imitation(member):
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create_user("Mаrie", "other@mail.example")


@pytest.mark.parametrize(
    "name",
    [
        "moderator", "Mоderator", "M0derator", "admin", "Adm1n", "Site Admin", "admin-pat", "MyPsoriasis",
        "mypsoriasis team", "The moderator Pat", "staff_anna", "Official help", "Dr. Dermatologist", "Support",
        "former member", "anonymous", "The Admin Team", "Mod", "Mods", "mods 2", "Pat Mod", "mod.pat", "PatMod", "Mod7",
        "M0d Pat", "M.o.d", "M o d Pat", "Mᴏd Pat", "Moderatør", "Pat Stäff", "Our team", "Модератор",
    ],
)  # fmt: skip
def test_a_name_that_sounds_like_staff_is_refused(name):
    with pytest.raises(ValidationError, match="staff"):
        validate_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Regen Clinic", "regencell", "RegenCell", "Stem Cells", "stem-cell info", "StemCell Ann", "Exosome Pro", "Ex0some",
        "My Clinic", "Klinik Bodensee", "C1inic", "Cʟinic", "Сlinic",
    ],
)  # fmt: skip
def test_a_name_that_reads_like_a_seller_is_refused(name):
    with pytest.raises(ValidationError, match="sells treatments"):
        validate_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "acme.com", "Acme.Com", "acme.ｃｏｍ", "acme com", "acme-com", "www acme", "www.acme", "acme.clinic", "acme.co.uk",
        "acme.me", "acme dot com", "jane gmail.com", "jane at gmail", "Call 0800-555-0199", "５５５ ０１９９ a",
        "WhatsApp 555", "т 0800 555 0199",
    ],
)  # fmt: skip
def test_a_name_that_says_how_to_reach_somebody_is_refused(name):
    with pytest.raises(ValidationError, match="web addresses"):
        validate_name(name)


@pytest.mark.parametrize("name", ["Mаrie", "Маriе", "Паt", "Olιvo", "Aննա", "Аnna B", "Anna Б"])
def test_letters_of_two_alphabets_that_share_shapes_are_refused(name):
    with pytest.raises(ValidationError, match="one alphabet"):
        validate_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada", "Jo-Ann", "two words", "Łukasz", "Иван", "Мария", "Ελένη", "한글이름", "山田 Yuki", "user_7", "Badminton fan",
        "Rooted", "Modesty", "Modern Ann", "Steamy", "J. Smith", "St. Ann", "Ann 1987", "Regina", "Søren", "Anna-Comet",
    ],
)  # fmt: skip
def test_ordinary_names_are_welcome(name):
    validate_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "ab", "x" * 31, " Ada", "Ada ", "A  da", "...", "123", "a<b>c", "Ada\u200b", "Ada\n", "a@b.c", "\x00abc",
        "ﷺ" * 30,
    ],
)  # fmt: skip
def test_what_cannot_be_read_as_a_name_is_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


@given(st.text(max_size=40))
def test_whatever_is_accepted_has_a_key_that_fits_its_column(name):
    try:
        validate_name(name)
    except ValidationError:
        return
    assert 0 < len(name_key(name)) <= KEY_LENGTH
