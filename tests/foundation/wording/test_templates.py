"""Wording in templates."""

from datetime import date, time

from django.template import Context, Template

from lederloft.foundation.clock.api import frozen_at, local
from lederloft.foundation.wording.api import NBSP, in_language

TEMPLATE = (
    "{% load wording %}{{ starts_at|moment }} · {{ starts_at|weekday_date }} · {{ on|relative_day }} · "
    "{{ minutes|duration }} · {% meeting_time starts_at ends_at %} · {{ names|join_words }}"
)


def test_filters_speak_the_active_language() -> None:
    starts_at, ends_at = (local(date(2024, 4, 8), time(hour)) for hour in (9, 12))
    values = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "on": date(2024, 4, 8),
        "minutes": 180,
        "names": ["a", "<b>"],
    }
    with frozen_at(local(date(2024, 4, 7), time(12))), in_language("nn"):
        text = Template(TEMPLATE).render(Context(values))
    assert text.replace(NBSP, "~") == (
        "8.~april 2024 kl.~9.00 · måndag 8.~april · i morgon · 3~timar · måndag 8.~april kl.~9.00–\u206012.00 · "
        "a og &lt;b&gt;"
    )
