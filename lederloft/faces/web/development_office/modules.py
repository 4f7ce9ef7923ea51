"""The forms that make and change a module of an offer."""

from typing import Any, cast

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.programmes import api as programmes
from lederloft.faces.web.development_office.forms.offers import ModuleForm, hours_of
from lederloft.faces.web.development_office.offers import OfOffer
from lederloft.faces.web.development_office.room import Context, RoomForm, crumbs, form_context
from lederloft.faces.web.kit.chrome import Head
from lederloft.foundation.acting.values import Acting
from lederloft.processes.deliver_a_module import api as deliver_a_module


class NewModule(OfOffer, RoomForm):
    """Make a module of an offer."""

    form_class = ModuleForm
    field_names = {"required_minutes": "required_hours"}
    keeps_draft = True

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        offer = self.offer
        back = reverse("development_office:offer", args=[offer.offer_key])
        title = gettext("Lag en modul")
        return {
            "head": Head(
                title,
                gettext("I tilbudet {name}. Datoer og plasser kommer etterpå.").format(name=offer.details.name),
                crumbs=crumbs((offer.details.name, back), here=title),
            ),
            **form_context(
                button=gettext("Lagre modulen"),
                back_url=back,
                consequences=[
                    gettext("Lederne ser modulen når du åpner en gjennomføring av den."),
                    gettext("Timekravet kan ikke endres etter at den første gjennomføringen er åpnet."),
                ],
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Make it, go on to its first edition."""
        offer = self.offer
        made = deliver_a_module.make_a_module(offer.offer_id, details=cast("ModuleForm", form).details(), acting=acting)
        self.say(gettext("Modulen er laget. Sett opp den første gjennomføringen."))
        return reverse("development_office:new_edition", args=[made.public_key])


class ChangeModule(NewModule):
    """Change what a module says or demands."""

    keeps_draft = False

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """What it says now."""
        details = programmes.get_module(kwargs["key"], acting=self.acting).details
        return {
            "initial": {
                "name": details.name,
                "description": details.description,
                "gathering_count": details.gathering_count,
                "required_hours": hours_of(details.required_minutes),
            }
        }

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        module = programmes.get_module(str(kwargs["key"]), acting=self.acting)
        back = reverse("development_office:offer", args=[module.offer_key])
        return {
            "head": Head(
                gettext("Endre {name}").format(name=module.details.name),
                gettext("Lederne ser det nye når du lagrer. Ingen får e-post."),
                crumbs=crumbs((module.offer_name, back), here=gettext("Endre modulen")),
            ),
            **form_context(button=gettext("Lagre endringene"), back_url=back),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Change it, show the offer."""
        with self.scope():
            module = programmes.get_module(kwargs["key"], acting=acting)
        programmes.change_module(module.module_id, details=cast("ModuleForm", form).details(), acting=acting)
        self.say(gettext("Endringene er lagret."))
        return reverse("development_office:offer", args=[module.offer_key])
