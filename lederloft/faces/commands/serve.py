"""`lederloft serve`: the web server."""

import argparse
import ipaddress
import sys

from django.conf import settings
from gunicorn.app import wsgiapp

from lederloft.faces.commands.parsing import BadCommand, port, up_to_hundred
from lederloft.faces.commands.replies import Reply
from lederloft.faces.commands.static_files import collect_static
from lederloft.foundation.access.api import get_set_up, new_set_up_path
from lederloft.foundation.acting.values import Role
from lederloft.foundation.backups.api import present_as
from lederloft.foundation.tenancy.api import list_municipalities

_APPLICATION = "lederloft.config.wsgi:application"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="adressen det lyttes på (127.0.0.1)")
    parser.add_argument("--port", type=port, default=8000, help="porten det lyttes på (8000)")
    parser.add_argument("--workers", type=up_to_hundred, default=2, help="antall prosesser (2)")
    parser.add_argument("--threads", type=up_to_hundred, default=4, help="tråder i hver prosess (4)")


def run(arguments: argparse.Namespace) -> Reply:
    """Serve until stopped."""
    if settings.ONE_CLICK_SIGN_IN and not _is_this_machine(arguments.host):
        raise BadCommand(
            "Innstillingene er for egen maskin: hvem som helst kan logge inn som hvem som helst. "
            "Sett DJANGO_SETTINGS_MODULE=lederloft.config.settings.production, eller la --host være 127.0.0.1."
        )
    collect_static()
    print("\n".join(_welcome(f"http://{_address(arguments)}")), flush=True)
    with present_as("server"):
        sys.argv = ["lederloft serve", *_options(arguments), _APPLICATION]
        wsgiapp.run()
    return Reply()


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:  # a name, or nothing, which means every address
        return False


def _address(arguments: argparse.Namespace) -> str:
    host = arguments.host
    return f"[{host}]:{arguments.port}" if ":" in host and not host.startswith("[") else f"{host}:{arguments.port}"


def _options(arguments: argparse.Namespace) -> list[str]:
    told = {
        "bind": _address(arguments),
        "workers": arguments.workers,
        "threads": arguments.threads,
        "worker-class": "gthread",
        "worker-tmp-dir": settings.DATA_DIR,
        "max-requests": 20_000,
        "max-requests-jitter": 2_000,
        "timeout": 60,
        "graceful-timeout": 20,
        "log-level": "warning",
        "logger-class": "lederloft.config.log_lines.ServerLog",
    }
    return [f"--{name}={value}" for name, value in told.items()]


def _welcome(address: str) -> list[str]:
    """The address, and on one's own machine a sign-in link per role of the example municipalities."""
    lines = [f"Lederløft: {address}"]
    if get_set_up().is_empty:
        lines.append(
            f"Ingen kommune er satt opp. Sett opp den første (virker én gang, i 24 timer): {address}{new_set_up_path()}"
        )
    if not settings.ONE_CLICK_SIGN_IN:
        return lines
    for municipality in list_municipalities():
        if municipality.is_example:
            slug = municipality.slug
            lines.append(f"Logg inn i {slug} (syntetiske personer) som:")
            lines += [f"  {role.value:20}{address}/logg-inn/som/{role.value}?kommune={slug}" for role in Role]
    return lines
