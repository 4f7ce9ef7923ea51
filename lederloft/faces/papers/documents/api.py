"""What wiring names among the papers."""

from lederloft.faces.papers.documents.participant_list import participant_list

__all__ = ["participant_list"]
