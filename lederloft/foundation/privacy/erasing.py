"""Erasing one person: what the marks say is hers goes, or is emptied where the row serves others."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q

from lederloft.foundation.privacy.atlas import Atlas, Field, Model, in_chunks, municipality_key, read_atlas, rows
from lederloft.foundation.privacy.connections import is_municipal, require_scope
from lederloft.foundation.privacy.removal import Outcome, Removal, is_filled, telling_fields
from lederloft.foundation.privacy.values import Category, Personal, Subject

_BY_WORDS = {Category.IDENTITY, Category.CONTACT}


def erase(subject: Subject, *, municipality_id: int | None, is_account_gone: bool) -> Outcome:
    """Erase her from what can be reached here, in the caller's transaction.

    With a ``municipality_id`` it is called in that scope: the municipality's tables, and the rows of global tables
    that name it. ``is_account_gone``: the account serves no other municipality and goes too, so global tables are
    emptied of her whole; then call it for every municipality and at last, outside a scope, with None.
    """
    return _plan(subject, municipality_id, is_account_gone).carry_out()


def expected_of_erasure(subject: Subject, *, municipality_id: int | None, is_account_gone: bool) -> Outcome:
    """What erasing her will come to. Nothing is changed. Call it in the scope."""
    return _plan(subject, municipality_id, is_account_gone).expected()


def _plan(subject: Subject, municipality_id: int | None, is_account_gone: bool) -> Removal:
    atlas = read_atlas()
    plan = Removal(atlas, is_erasure=True, reaches_municipal=municipality_id is not None)
    for model in atlas.marks:
        here = _here(model, municipality_id, is_account_gone)
        if here is None:
            continue
        _add_own(plan, model, subject, here)
        _add_mentions(plan, model, subject, here)
        _add_namesakes(plan, model, subject, here)
    if is_account_gone and "account" in atlas.roots:
        plan.let_go(atlas.roots["account"], subject.account_ids)
    plan.let_followers_follow(subject)
    return plan


def _here(model: Model, municipality_id: int | None, is_account_gone: bool) -> Q | None:
    """Which of the model's rows this part of the erasure is about; None: none."""
    if is_municipal(model):
        return None if municipality_id is None else Q()
    if is_account_gone:
        return Q()
    key = municipality_key(model)
    return None if key is None or municipality_id is None else Q(**{key: municipality_id})


def own_rows(atlas: Atlas, model: Model, subject: Subject) -> Any:
    """The rows about her; None when the model is about nobody."""
    ways = atlas.ways(model)
    return rows(model).filter(reduce(or_, (way.leads_to(subject) for way in ways))) if ways else None


def _add_own(plan: Removal, model: Model, subject: Subject, here: Q) -> None:
    found = own_rows(plan.atlas, model, subject)
    ids = set() if found is None else set(found.filter(here).values_list("pk", flat=True))
    if not ids:
        return
    if not plan.atlas.is_kept(model):
        plan.delete(model, ids)
        return
    plan.kept[plan.atlas.what(model)] = plan.atlas.marks[model].kept_at_erasure or ""
    if not getattr(model, "append_only", False):
        for one in telling_fields(plan.atlas, model):
            for chunk in in_chunks(ids):
                plan.empty(model, one, rows(model).filter(is_filled(one), pk__in=chunk).values_list("pk", flat=True))


def _add_mentions(plan: Removal, model: Model, subject: Subject, here: Q) -> None:
    """Rows that hold her key: as a side figure, or as the person a kept row is about."""
    if getattr(model, "append_only", False):
        return
    is_kept = plan.atlas.is_kept(model)
    for one, root in plan.atlas.keys(model):
        is_subject = plan.atlas.is_way(model, one)
        if (is_subject and not is_kept) or not subject.ids(root):
            continue
        found = rows(model).filter(here, **{f"{one.attname}__in": subject.ids(root)}).values_list("pk", flat=True)
        if is_subject and one.is_relation and root in plan.atlas.roots and plan.atlas.is_kept(plan.atlas.roots[root]):
            continue  # her own row stays too, without a name
        if plan.atlas.goes_with(model, one) and not is_kept:
            plan.delete(model, found)
        elif one.null:
            plan.empty(model, one, found)


def _add_namesakes(plan: Removal, model: Model, subject: Subject, here: Q) -> None:
    """Rows that lead to nobody where her name or address is written, such as the contact on a page."""
    fields = _fields_of_words(model, plan.atlas.marks[model].fields)
    ways = plan.atlas.ways(model)
    if not fields or getattr(model, "append_only", False) or any(way.lookup == "pk" for way in ways):
        return
    words = her_words(plan.atlas, subject)
    unled = reduce(and_, (Q(**{f"{way.lookup}__isnull": True}) for way in ways), here)
    for row in rows(model).filter(unled).values("pk", *(one.name for one in fields)) if words else ():
        written = {one.name: str(row[one.name] or "").strip().lower() for one in fields}
        addresses = [text for text in written.values() if "@" in text]
        # Two may bear the same name; where an address stands, it decides.
        if words.isdisjoint(addresses or written.values()):
            continue
        if ways and not plan.atlas.is_kept(model):
            plan.delete(model, [row["pk"]])
            continue
        for one in fields:
            if written[one.name]:
                plan.empty(model, one, [row["pk"]])


def her_words(atlas: Atlas, subject: Subject) -> frozenset[str]:
    """Her names and addresses in small letters, as they stand in her own rows as a person and an account."""
    found: set[str] = set()
    for root, model in atlas.roots.items():
        fields = [one.name for one in _fields_of_words(model, atlas.marks[model].fields)]
        if not fields or (is_municipal(model) and not subject.person_ids):
            continue
        for values in rows(model).filter(pk__in=subject.ids(root)).values_list(*fields):
            found.update(str(value).strip().lower() for value in values if value)
    return frozenset(found)


def _fields_of_words(model: Model, marks: Any) -> list[Field]:
    return [
        one
        for one in model._meta.local_concrete_fields
        if isinstance(mark := marks.get(one.name), Personal)
        and mark.category in _BY_WORDS
        and one.get_internal_type() in {"CharField", "TextField"}
    ]


def keys_of(subject: Subject, root: str) -> dict[int, str]:
    """Public key by id, of those of her ids that can be seen from here."""
    model = read_atlas().roots.get(root)
    ids: Iterable[int] = subject.ids(root)
    return {} if model is None or not ids else dict(rows(model).filter(pk__in=ids).values_list("pk", "public_key"))


def find_ids(root: str, text: str) -> frozenset[int]:
    """Ids of the persons or accounts with that public key or e-mail address, among those that can be seen here."""
    model = read_atlas().roots.get(root)
    if model is None:
        return frozenset()
    asked = Q(public_key=text)
    if "@" in text and any(one.name == "email" for one in model._meta.local_concrete_fields):
        asked |= Q(email=text.strip().lower())
    return frozenset(rows(model).filter(asked).values_list("pk", flat=True))


def whole_subject(subject: Subject) -> Subject:
    """With the account a person has here, and the person an account is here. Call it in the scope."""
    atlas = read_atlas()
    people, accounts = set(subject.person_ids), set(subject.account_ids)
    for model, person_key, account_key in _ties(atlas):
        tied = rows(model).filter(_here(model, require_scope(), False) or Q())
        accounts.update(tied.filter(**{f"{person_key}__in": people}).values_list(account_key, flat=True))
        people.update(tied.filter(**{f"{account_key}__in": accounts}).values_list(person_key, flat=True))
    return Subject(frozenset(people - {None}), frozenset(accounts - {None}))


def municipalities_of(account_ids: Iterable[int]) -> frozenset[int]:
    """Where the accounts belong, also where they have been shut out."""
    found: set[int] = set()
    for model, _person_key, account_key in _ties(read_atlas()):
        key = municipality_key(model)
        if key:
            found.update(rows(model).filter(**{f"{account_key}__in": list(account_ids)}).values_list(key, flat=True))
    return frozenset(found)


def _ties(atlas: Atlas) -> Iterator[tuple[Model, str, str]]:
    """The tables that say which person an account is: those with a key to each."""
    for model in atlas.marks:
        keys = {root: one.attname for one, root in atlas.keys(model)}
        if atlas.roots.get("person") is model:
            keys["person"] = "pk"
        if keys.keys() >= {"person", "account"}:
            yield model, keys["person"], keys["account"]
