"""The participant list of an edition, for the development office to bring to the gatherings."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import Participant, RunEdition
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import GatheringShown
from lederloft.faces.papers.documents.content import Block, Content, Facts, Heading, Paragraph, Table
from lederloft.faces.papers.documents.docx_file import make_docx
from lederloft.faces.papers.documents.pdf import make_pdf
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents.api import MIME, FileType, Paper, PaperForm
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.wording import api as wording

_MAKERS = {PaperForm.PDF: (make_pdf, FileType.PDF), PaperForm.DOCX: (make_docx, FileType.DOCX)}


def participant_list(edition_key: str, *, acting: Acting, form: PaperForm = PaperForm.PDF) -> Paper:
    """The list as a file, in the active language. Raises NotAllowed, NotFound."""
    content = participant_content(edition_key, acting=acting)
    make, file_type = _MAKERS[form]
    name = f"{slugify(content.title)}.{form.value}"
    return Paper(name=name, mime=MIME[file_type], content=make(content))


def participant_content(edition_key: str, *, acting: Acting) -> Content:
    """What the list says, for those who plan. Raises NotAllowed, NotFound."""
    if acting.municipality_id is None or not programmes.may_plan(acting, None):
        raise NotAllowed
    with scope(acting.municipality_id):
        return _content(participation.get_run_edition(edition_key, acting=acting))


def _content(run: RunEdition) -> Content:
    edition, today = run.edition, clock.today()
    profile = organisation.get_profile(on=today)
    seated = [row for row in run.rows if row.seat_number is not None and row.queue_position is None]
    queued = [row for row in run.rows if row.queue_position is not None]
    facts = [
        (gettext("Modul"), edition.module_name),
        (gettext("Tilbud"), edition.offer_name),
        (
            gettext("Plasser"),
            gettext("{taken} av {capacity}").format(taken=run.seats.taken, capacity=run.seats.capacity),
        ),
        (gettext("Timer som kreves"), wording.duration(edition.required_minutes)),
    ]
    if edition.contact_name:
        facts.append((gettext("Kontaktperson"), edition.contact_name))
    live = run.live_gatherings
    blocks: list[Block] = [
        Facts(facts),
        Heading(gettext("Samlinger")),
        Table(
            gettext("Samlingene i rekkefølge"),
            (gettext("Nr."), gettext("Når"), gettext("Hvor")),
            [(str(g.number), wording.meeting_time(g.starts_at, g.ends_at), g.place) for g in live],
        ),
        Heading(gettext("Deltakere")),
        *_people(seated, live),
    ]
    if queued:
        rows = [(str(row.queue_position), row.name, row.unit_name) for row in queued]
        blocks += [
            Heading(gettext("Kø")),
            Table(gettext("De som venter på plass"), (gettext("Nr."), gettext("Navn"), gettext("Enhet")), rows),
        ]
    blocks.append(Paragraph(gettext("Listen inneholder navn. Makuler den når den er brukt.")))
    return Content(
        title=gettext("Deltakerliste: {name}").format(name=edition.title),
        language=wording.active_language().value,
        author=profile.details.name if profile else "",
        on=today,
        url=f"{settings.SITE_URL}/utviklingskontoret/gjennomforinger/{edition.edition_key}",
        blocks=tuple(blocks),
    )


def _people(seated: list[Participant], live: Sequence[GatheringShown]) -> list[Block]:
    if not seated:
        return [Paragraph(gettext("Ingen har plass ennå."))]
    columns = [gettext("Plass"), gettext("Navn"), gettext("Enhet")]
    columns += [gettext("Samling {number}").format(number=g.number) for g in live]
    rows = [
        (
            str(row.seat_number),
            row.name,
            row.unit_name,
            *(_attended(row, g) for g in live),
        )
        for row in seated
    ]
    return [Table(gettext("De som har plass, og hvor lenge de var med"), columns, rows)]


def _attended(row: Participant, gathering: GatheringShown) -> str:
    registered = row.attendance.get(gathering.gathering_id)
    return wording.duration(registered[1]) if registered else ""
