"""Django's admin as staff use it: forms are sent the way a browser sends them."""

import pytest
from django.test import Client
from django.utils.formats import localize_input

from members.models import Role
from tests.articles.conftest import (  # noqa: F401  (fixtures: the explainers these tests write)
    article,
    editors,
    make_article,
    make_entry,
    make_reference,
    references,
)


@pytest.fixture
def desk(sign_in):
    """desk(editor) -> a client signed in as this member, second factor shown."""

    def enter(member) -> Client:
        return sign_in(Client(), member)

    return enter


@pytest.fixture
def other_admin(make_member):
    return make_member("Ola", role=Role.ADMIN)


@pytest.fixture
def send():
    """send(client, url, title="New") -> response: the form at `url` with these fields changed, the others as shown."""

    def post(client: Client, url: str, **changes):
        page = client.get(url)
        assert page.status_code == 200
        form = page.context["adminform"].form
        data = {}
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False):
                data[name] = "on" if value is True else localize_input(value) if not isinstance(value, list) else value
        data |= changes
        return client.post(url, {name: value for name, value in data.items() if value is not None}, follow=True)

    return post


@pytest.fixture
def errors_of():
    """errors_of(response) -> {field: [sentences]} of a form that was sent back."""

    def read(response) -> dict[str, list[str]]:
        return {name: list(words) for name, words in response.context["adminform"].form.errors.items()}

    return read
