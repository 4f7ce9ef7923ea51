"""`/visninger`: keep a list as it stands under a name, and forget what one has kept."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.faces.web.kit.pages import SIGNED_IN, ActPage, FormPage, SeeOther, safe_next
from lederloft.faces.web.kit.table import KEPT_IN_VIEWS, VIEW, VIEW_AT, VIEW_OF
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.saved_views.api import drop_view, list_views, save_view

_LONGEST_QUERY = 500
_TABLE_NAME = re.compile(r"[a-z-]{1,40}")


class ViewForm(WriteForm):
    """The name; what is kept and where it came from stand in the address."""

    act = _("lagre visningen")
    label = forms.CharField(
        label=_("Hva skal visningen hete?"),
        max_length=60,
        help_text=_("For eksempel «I kø» eller «Mangler timer». Bare du ser den."),
    )


class SavedViews(FormPage):
    """One's own views of a table."""

    roles = SIGNED_IN
    form_class = ViewForm
    template_name = "entrance/saved_views.html"

    @property
    def table_name(self) -> str:
        """Which table; raises NotFound for what can be none."""
        name = self.request.GET.get(VIEW_OF, "")
        if not _TABLE_NAME.fullmatch(name):
            raise NotFound
        return name

    def read(self, **kwargs: object) -> Mapping[str, object] | HttpResponse:
        """The form, and what is kept already. One query. Without a table there is nothing to name."""
        if VIEW_OF not in self.request.GET:
            return SeeOther(reverse("me"))
        where = urlencode({VIEW_AT: _back(self.request)})
        views = [
            (view, f"{reverse('drop_view', args=[view.view_key])}?{where}")
            for view in list_views(self.table_name, acting=self.acting)
        ]
        lead = gettext("Vi husker filter, søk og sortering. Radene er alltid de som gjelder den dagen du ser på dem.")
        return {"head": Head(gettext("Lagre visningen"), lead), "views": views, "back": _back(self.request)}

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Keep it, back to the list as it stood."""
        label, query = form.cleaned_data["label"], kept_query(self.request.GET.get(VIEW, ""))
        save_view(self.table_name, label=label, query=query, acting=acting)
        messages.success(self.request, gettext("Visningen «{label}» er lagret.").format(label=label))
        return f"{_back(self.request)}?{query}" if query else _back(self.request)


class DropView(ActPage):
    """Forget a view."""

    roles = SIGNED_IN

    def act(self, acting: Acting, **kwargs: object) -> str:
        """Back to where the button stood. Raises NotFound."""
        drop_view(str(kwargs["key"]), acting=acting)
        messages.success(self.request, gettext("Visningen er slettet."))
        return self.back()

    def back(self, **kwargs: object) -> str:
        """The list, or one's own page when the address says nothing of use."""
        return _back(self.request)


def kept_query(told: str) -> str:
    """What a view keeps of the part after «?»: filter, search and sorting, nothing else."""
    given = QueryDict(told[:_LONGEST_QUERY])
    return urlencode([(name, given[name]) for name in KEPT_IN_VIEWS if given.get(name)])


def _back(request: HttpRequest) -> str:
    return safe_next(request, request.GET.get(VIEW_AT)).partition("?")[0] or reverse("me")
