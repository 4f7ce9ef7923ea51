"""The inspector: templates stay in their rooms and URL names in their faces."""

import pytest

from house import files, pages
from tests.house.order import assert_in_order

WATCHED = [
    name for name in files.committed() if name.startswith(pages.FACES) and name.endswith((".py", ".html", ".txt"))
]
OWNERS = {"entrance": "web", "api": "api"}


def test_templates_lie_under_their_room() -> None:
    assert_in_order(pages.misplaced(files.committed()))


def test_templates_are_used_in_their_room() -> None:
    assert_in_order(line for name in WATCHED for line in pages.borrowed_templates(name, files.text_of(name)))


def test_url_names_are_used_in_their_face() -> None:
    texts = {name: files.text_of(name) for name in WATCHED}
    owners = pages.namespaces(texts)
    assert_in_order(line for name, text in texts.items() for line in pages.borrowed_urls(name, text, owners))


@pytest.mark.parametrize(
    "name",
    [
        "lederloft/faces/web/my_unit/templates/my_development/page.html",
        "lederloft/faces/papers/templates/kit/mail.html",
        "lederloft/domain/budget/templates/budget/a.html",
    ],
)
def test_a_misplaced_template_is_found(name: str) -> None:
    assert list(pages.misplaced([name]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lederloft/faces/web/my_unit/templates/my_unit/a.html", '{% include "my_development/seat.html" %}'),
        ("lederloft/faces/web/my_unit/first_page.py", 'render(request, "my_development/page.html")'),
        ("lederloft/faces/papers/mail.py", 'get_template("my_unit/page.html")'),
    ],
)
def test_a_borrowed_template_is_found(name: str, text: str) -> None:
    assert list(pages.borrowed_templates(name, text))


def test_own_templates_and_the_kit_s_are_free_to_use() -> None:
    text = '{% extends "kit/page.html" %}{% include "my_unit/seat.html" %}'
    assert not list(pages.borrowed_templates("lederloft/faces/web/my_unit/templates/my_unit/a.html", text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lederloft/faces/papers/templates/papers/mail.txt", "{% url 'entrance:sign_in' %}"),
        ("lederloft/faces/api/routes.py", 'reverse("entrance:sign_in")'),
        ("lederloft/faces/web/my_unit/views.py", 'redirect("api:feed")'),
    ],
)
def test_a_borrowed_url_name_is_found(name: str, text: str) -> None:
    assert list(pages.borrowed_urls(name, text, OWNERS))


def test_rooms_of_one_face_may_link_to_each_other() -> None:
    text = "{% url 'entrance:sign_in' %}"
    assert not list(pages.borrowed_urls("lederloft/faces/web/my_unit/templates/my_unit/a.html", text, OWNERS))


def test_namespaces_are_read_from_the_url_files() -> None:
    assert pages.namespaces({"lederloft/faces/web/entrance/urls.py": 'app_name = "entrance"\n'}) == {"entrance": "web"}
