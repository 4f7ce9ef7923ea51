"""Leverandørrom: my gatherings, and the attendance that waits for me."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from lederloft.domain.programmes import api as programmes
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import Page
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_
from lederloft.foundation.wording import api as wording


class Overview(Page):
    """What to hold next, and what waits."""

    roles = frozenset({Role.SUPPLIER, Role.COACH, Role.FACILITATOR})
    room = N_("Leverandørrom")
    template_name = "supplier_room/overview.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """Those she holds herself; what waits for attendance comes before what is next. Three queries."""
        coming = programmes.list_my_assignments(acting=self.acting)
        waiting = programmes.list_without_attendance(acting=self.acting)
        behind = programmes.list_my_assignments(acting=self.acting, is_over=True)
        if waiting:
            lead = ngettext(
                "Oppmøtet fra én samling mangler.", "Oppmøtet fra {count} samlinger mangler.", len(waiting)
            ).format(count=wording.number_word(len(waiting)))
        elif coming:
            lead = gettext("Neste samling er {when}.").format(
                when=wording.relative_day(coming[0].gathering.starts_at, clock.today())
            )
        else:
            lead = gettext("Du har ingen samlinger å holde nå.")
        waiting_ids = {a.gathering.gathering_id for a in waiting}
        return {
            "head": Head(gettext("Samlingene du holder"), lead),
            "waiting": waiting,
            "coming": coming,
            "behind": [a for a in behind if a.gathering.gathering_id not in waiting_ids][:20],
        }
