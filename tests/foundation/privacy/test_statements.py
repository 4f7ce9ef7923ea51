"""What the marks say in words: every record with its purpose, basis, recipients and time."""

import pytest
from django.utils import translation

from lederloft.foundation.privacy.api import (
    Keep,
    KeepSaid,
    Personal,
    Then,
    get_statement,
    list_processing,
    read_atlas,
    say_keep,
)


def test_every_record_with_personal_data_is_in_the_record_of_processing() -> None:
    named = {line.what for line in list_processing()}
    for model, marks in read_atlas().marks.items():
        personal = [mark for mark in marks.fields.values() if isinstance(mark, Personal)]
        assert (marks.what in named) == bool(personal), model._meta.label


def test_every_line_is_whole() -> None:
    for line in list_processing():
        assert line.what
        assert line.categories
        assert line.purposes
        assert line.bases
        assert line.keep
        assert all(say_keep(keep) for keep in line.keep), line.what


def test_a_role_sees_what_the_marks_give_it() -> None:
    atlas = read_atlas()
    for role in ("leder", "it", "politiker"):
        given = {
            marks.what
            for marks in atlas.marks.values()
            for mark in marks.fields.values()
            if isinstance(mark, Personal) and role in mark.recipients
        }
        assert {line.what for line in get_statement(role).you_see} == given
    assert get_statement("politiker").you_see != get_statement("utviklingskontoret").you_see


def test_what_is_said_about_you_can_be_limited_to_what_is_held() -> None:
    everything = get_statement("leder").about_you
    some = get_statement("leder", records=["Kontoer"]).about_you
    assert [line.what for line in some] == ["Kontoer"]
    assert len(everything) > len(some)


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        (KeepSaid(Then.DELETE_ROW, 1, "det ble skrevet"), "Blir slettet 1 måned etter at det ble skrevet."),
        (KeepSaid(Then.BLANK_FIELD, 60, "personen sluttet"), "Blir tømt 5 år etter at personen sluttet."),
        (KeepSaid(Then.DELETE_ROW, 18, "det ble gjort"), "Blir slettet 18 måneder etter at det ble gjort."),
        (KeepSaid(Then.DELETE_ROW, 0, "økten gikk ut"), "Blir slettet når økten gikk ut."),
        (KeepSaid(owner="Kontoer"), "Blir slettet sammen med «Kontoer»."),
        (KeepSaid(rule="Står til noen endrer det."), "Står til noen endrer det."),
    ],
)
def test_a_keep_rule_is_a_sentence(keep: KeepSaid, said: str) -> None:
    with translation.override("nb"):
        assert say_keep(keep) == said


def test_the_months_in_a_statement_are_those_the_job_uses() -> None:
    for model, marks in read_atlas().marks.items():
        months = {m.keep.months for m in marks.fields.values() if isinstance(m, Personal) and isinstance(m.keep, Keep)}
        lines = [line for line in list_processing() if line.what == marks.what]
        said = {keep.months for line in lines for keep in line.keep if keep.then}
        assert months <= said, model._meta.label
