"""The mark at the foot of every paper: which version, of which day, and where the facts are."""

from django.utils.translation import gettext

from lederloft.faces.papers.documents.content import Content
from lederloft.foundation.wording import api as wording


def mark_of(content: Content) -> str:
    """«Versjon 3f9a12c0 av 22. januar 2024. Faktaene står på …»."""
    return gettext("Versjon {version} av {on}. Det siste står på {url}").format(
        version=content.version, on=wording.long_date(content.on), url=content.url
    )
