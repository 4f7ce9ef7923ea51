"""What an installation for real use is refused for: each fault names the variable and the remedy."""

import os
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv6Address, ip_address
from itertools import combinations, pairwise
from typing import Any
from urllib.parse import urlsplit

from django.http.request import split_domain_port, validate_host

Database = Mapping[str, Any]
VARIABLES = {"default": "DATABASE_URL", "answers": "ANSWERS_DATABASE_URL", "buffer": "BUFFER_DATABASE_URL"}


def list_faults(
    environment: Mapping[str, str],
    *,
    hosts: Sequence[str],
    databases: Mapping[str, Database],
    owners: Mapping[str, Database],
) -> list[str]:
    """All that must be mended before the site may serve."""
    return [
        *_key(environment.get("SECRET_KEY", "")),
        *_addresses(environment, hosts),
        *_stores(databases),
        *_logins(environment, databases, owners),
        *_mail(environment),
        *_proxy(environment),
    ]


def _key(key: str) -> Iterator[str]:
    if len(key) < 50 or _is_guessable(key):
        yield (
            "SECRET_KEY mangler, er for kort eller kan gjettes. Lag en med: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )


def _is_guessable(key: str) -> bool:
    """Few signs, a piece said over again, or the alphabet; a random key of hexadecimal digits is none of these."""
    neighbours = list(pairwise(key))
    in_order = sum(abs(ord(left) - ord(right)) <= 1 for left, right in neighbours)
    return (
        key.startswith("django-insecure-")
        or len(set(key)) < 12
        or len(set(neighbours)) < 30
        or in_order > len(neighbours) // 2
    )


def _addresses(environment: Mapping[str, str], hosts: Sequence[str]) -> Iterator[str]:
    if not hosts or any(host.startswith(("*", ".")) for host in hosts):
        yield "ALLOWED_HOSTS må nevne hvert vertsnavn løsningen svarer på, for eksempel lederloft.kommune.no."
    site = environment.get("SITE_URL", "")
    if not site.startswith("https://"):
        yield "SITE_URL mangler eller begynner ikke med https://. Lenker i e-post begynner med denne adressen."
    elif hosts and not validate_host(_host_of(site), list(hosts)):
        yield "SITE_URL har et vertsnavn som ikke står i ALLOWED_HOSTS. Lenker i e-post ville ikke virket."
    if not (environment.get("OIDC_DISCOVERY_URL") or "https://").startswith("https://"):
        yield "OIDC_DISCOVERY_URL begynner ikke med https://. Innloggingstjenesten må nås kryptert."


def _host_of(site: str) -> str:
    try:
        return split_domain_port(urlsplit(site).netloc)[0]
    except ValueError:  # brackets that don't match
        return ""


def _stores(databases: Mapping[str, Database]) -> Iterator[str]:
    for alias, database in databases.items():
        if _is_postgresql(database):
            if not database["NAME"] or not database["USER"]:
                yield f"{VARIABLES[alias]} må nevne både bruker og database: postgresql://bruker:passord@vert:5432/navn."
        elif database["NAME"] in {"", ":memory:"} or str(database["NAME"]).startswith("file:"):
            yield f"{VARIABLES[alias]} må nevne en fil. Det som ligger i minnet, er borte når løsningen stopper."
    for one, other in combinations(databases, 2):
        if _place(databases[one]) == _place(databases[other]):
            yield (
                f"{VARIABLES[other]} peker på samme database som {VARIABLES[one]}. "
                "De tre må være hver sin, ellers kan svar knyttes til den som ga dem."
            )


def _is_postgresql(database: Database) -> bool:
    return str(database["ENGINE"]).endswith("postgresql")


def _place(database: Database) -> tuple[str, ...]:
    if not _is_postgresql(database):
        return ("sqlite", os.path.realpath(database["NAME"]))
    host = str(database["HOST"]).lower().removesuffix(".")
    return ("here" if _is_here(host) else host, database["PORT"] or "5432", database["NAME"])


def _is_here(host: str) -> bool:
    """This machine, by its name, a socket, or any of the addresses that lead back to it."""
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        address = ip_address(host)
    except ValueError:  # a name
        return False
    address = (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address
    return address.is_loopback or address.is_unspecified


def _logins(
    environment: Mapping[str, str], databases: Mapping[str, Database], owners: Mapping[str, Database]
) -> Iterator[str]:
    """On PostgreSQL, row-level security holds only for a login that doesn't own the tables."""
    for alias in filter(lambda alias: _is_postgresql(databases[alias]), databases):
        own, owner = f"MIGRATE_{VARIABLES[alias]}", owners.get(alias)
        named = own if environment.get(own) else "MIGRATE_DATABASE_URL"  # as owner_databases reads them
        if owner is None:
            yield f"{named} mangler. En egen bruker må eie tabellene, og {VARIABLES[alias]} ha en svakere."
        elif not _is_postgresql(owner):
            yield f"{named} må begynne med postgresql://, som {VARIABLES[alias]}."
        elif owner["USER"] == databases[alias]["USER"]:
            yield (
                f"{named} har samme bruker som {VARIABLES[alias]}. En egen bruker må eie tabellene, "
                "ellers gjelder ikke vernet mellom kommuner."
            )


def _mail(environment: Mapping[str, str]) -> Iterator[str]:
    if not environment.get("EMAIL_HOST"):
        yield "EMAIL_HOST mangler. Løsningen må kunne sende e-post for invitasjoner og nye passord."
    if not environment.get("DEFAULT_FROM_EMAIL"):
        yield "DEFAULT_FROM_EMAIL mangler. Skriv adressen e-posten kommer fra."
    if environment.get("EMAIL_USE_TLS") == environment.get("EMAIL_USE_SSL") == "1":
        yield "EMAIL_USE_TLS og EMAIL_USE_SSL kan ikke begge være 1. Bruk den første med port 587, den andre med 465."


def _proxy(environment: Mapping[str, str]) -> Iterator[str]:
    if environment.get("BEHIND_TLS_PROXY") == "1" and not environment.get("TRUSTED_PROXY_COUNT", "").strip("0"):
        yield (
            "TRUSTED_PROXY_COUNT mangler, men BEHIND_TLS_PROXY er 1. Skriv hvor mange egne mellomtjenere som setter "
            "X-Forwarded-For, ellers ser alle ut som én, og gjetting av passord stenger alle ute."
        )
