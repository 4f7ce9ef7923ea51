"""Papers the development office carries to a gathering."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from lederloft.faces.web.development_office.room import Room
from lederloft.foundation.documents import api as documents
from lederloft.foundation.documents.api import PaperForm


class ParticipantList(Room):
    """The participant list of an edition as a file. Made outside the reading scope, since drawing takes a second."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """PDF or DOCX by the address; NotFound for an edition she may not see."""
        paper = documents.make_paper(
            "participant_list", str(kwargs["key"]), acting=self.acting, form=PaperForm(kwargs["form"])
        )
        disposition = content_disposition_header(True, paper.name) or "attachment"
        return HttpResponse(paper.content, content_type=paper.mime, headers={"Content-Disposition": disposition})
