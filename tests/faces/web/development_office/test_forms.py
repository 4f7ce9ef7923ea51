"""The office's forms, without a page around them."""

from django import forms

from lederloft.faces.web.development_office.forms.editions import EditionForm


class WithGuests(EditionForm):
    """An edition's own field, with a name that begins as a gathering's prefix does."""

    guests = forms.CharField()


def test_an_editions_own_fields_stand_apart_from_its_gatherings_whatever_they_are_called() -> None:
    form = WithGuests(gathering_count=11, expected_minutes=180)
    own = {field.name for row in form.edition_rows for field in row}
    of_gatherings = [{field.name for row in part.rows for field in [*row, *part.rare]} for part in form.gatherings]
    assert "guests" in own
    assert not own & set().union(*of_gatherings)
    assert own | set().union(*of_gatherings) == {field.name for field in form.visible_fields()}
