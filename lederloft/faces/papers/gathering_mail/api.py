"""What wiring names: mail about gatherings and about one's place."""

from lederloft.faces.papers.gathering_mail.calendar_letters import render_calendar_letter
from lederloft.faces.papers.gathering_mail.digest import render_digest
from lederloft.faces.papers.gathering_mail.place_letters import render_edition_cancelled, render_place

__all__ = [
    "render_calendar_letter",
    "render_digest",
    "render_edition_cancelled",
    "render_place",
]
