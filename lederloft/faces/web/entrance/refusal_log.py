"""Every refusal leaves a line in the log: what was asked for by the page's name, by which account, from where."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

from lederloft.foundation.access.api import Account, client_address

log = logging.getLogger("lederloft.refusals")

# A form to be mended and a place just taken are the day's work; the others may be somebody trying doors.
_EVERYDAY = {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}


def log_refusal(request: HttpRequest, response: HttpResponseBase, *, account: Account | None) -> None:
    """Nothing of the address, the headers or the body: they may hold a secret or somebody's name."""
    status = response.status_code
    if status < HTTPStatus.BAD_REQUEST:
        return
    match = request.resolver_match
    log.log(
        logging.INFO if status in _EVERYDAY else logging.WARNING,
        "%s %s %s account=%s from=%s",
        status,
        request.method,
        match.view_name if match else "-",
        account.id if account is not None else "-",
        client_address(request),
    )
