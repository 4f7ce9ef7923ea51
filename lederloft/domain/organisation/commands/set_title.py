"""Give the municipality a new word for something from a day on."""

from datetime import date

from lederloft.domain.organisation.commands.histories import hold_still
from lederloft.domain.organisation.facts import TitleSet
from lederloft.domain.organisation.models import Profile, Title
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import written_from
from lederloft.domain.organisation.values import Span, TitleKind
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case
from lederloft.foundation.wording.values import clean_text


@use_case(may=may_administer)
def set_title(kind: TitleKind, *, text: str, on: date, acting: Acting) -> None:
    """Use the word from the day on, until the next word already planned. Raises TextMissing, TextTooLong."""
    text = clean_text(text, label=N_("Tittel"), limit=100, is_required=True)
    hold_still()
    rows = {row.valid_from: row for row in Title.objects.filter(kind=kind).order_by("valid_from")}
    before = [Span(Period(row.valid_from, row.valid_to), row.text) for row in rows.values()]
    after = written_from(before, on, text)
    if after == before:
        return unchanged(None)
    Title.objects.filter(kind=kind).exclude(valid_from__in=[span.valid_from for span in after]).delete()
    for span in after:
        row = rows.get(span.valid_from) or Title(kind=kind, valid_from=span.valid_from)
        row.text, row.valid_to = span.value, span.valid_to
        row.save()
    profile = Profile.objects.get()
    record(TitleSet(profile_id=profile.pk, title_kind=kind, begins_on=on.isoformat()))
    return None
