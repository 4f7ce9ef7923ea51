"""What both examples are built with: one act after another, each through the door of the module that owns it."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from lederloft.domain.organisation.api import (
    CreatedMunicipality,
    UnitKind,
    add_person,
    add_post,
    add_unit,
    appoint,
    change_profile,
    get_profile,
    list_levels,
)
from lederloft.faces.commands.examples.names import address_of
from lederloft.faces.commands.replies import tell
from lederloft.foundation.access.api import (
    accept_invitation,
    get_acting,
    get_invited_mail,
    get_open_invitation,
    grant_role,
    invite_person,
)
from lederloft.foundation.acting.values import Acting, Role, ScopeKind, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import Via

_RANKS_THAT_SIGN_IN = 2
_WHO_SIGN_IN_BELOW = 2


@dataclass(frozen=True)
class Grown:
    """A unit of the example, with what hangs below it."""

    name: str
    head: str = ""  # the title of the post that heads it; none: nobody heads it
    kind: UnitKind = UnitKind.LINE
    below: tuple["Grown", ...] = ()


@dataclass(frozen=True)
class Somebody:
    """A person of the example."""

    person_id: int
    account_id: int | None  # most leaders of an example have none
    name: str
    email: str


def account_of(somebody: Somebody) -> int:
    """The account of one who signs in."""
    if somebody.account_id is None:
        raise LookupError(f"{somebody.name} has no account")
    return somebody.account_id


@dataclass
class Town:
    """The example under construction."""

    slug: str
    municipality_id: int
    top_unit_id: int
    begins_on: date
    levels: dict[int, int]  # rank → id
    names: Iterator[str]
    is_without_passwords: bool = False  # everybody signs in, as from a provider that nobody has
    leaders: dict[int, list[Somebody]] = field(default_factory=dict)  # by rank
    by_role: dict[Role, Somebody] = field(default_factory=dict)  # the last one introduced in the role
    unit_ids: dict[str, int] = field(default_factory=dict)

    @property
    def installation(self) -> Acting:
        """The one who builds."""
        return upkeep(municipality_id=self.municipality_id, via=Via.COMMAND)

    def acting_as(self, somebody: Somebody) -> Acting:
        """Somebody of the example, with the roles she holds on the day the clock shows."""
        return get_acting(account_of(somebody), self.municipality_id, via=Via.COMMAND)

    def grow(self, unit_id: int, grown: Grown, *, rank: int) -> None:
        """Put a head into the unit and then everything below it."""
        tell(f"  {grown.name}")
        self.unit_ids[grown.name] = unit_id
        if grown.head:
            self._put_head(unit_id, grown, rank=rank)
        for lower in grown.below:
            added = add_unit(
                unit_id, name=lower.name, kind=lower.kind, valid_from=self.begins_on, acting=self.installation
            )
            self.grow(added.id, lower, rank=rank + 1)

    def _put_head(self, unit_id: int, grown: Grown, *, rank: int) -> None:
        post = add_post(
            unit_id,
            title=grown.head,
            level_id=self.levels[rank],
            is_unit_head=True,
            valid_from=self.begins_on,
            acting=self.installation,
        )
        peers = self.leaders.setdefault(rank, [])
        # A password is slow to hash, by design: the top levels sign in, and two on each level below.
        signs_in = self.is_without_passwords or rank <= _RANKS_THAT_SIGN_IN or len(peers) < _WHO_SIGN_IN_BELOW
        leader = self.introduce(Role.LEADER) if signs_in else self.enter_person()
        appoint(leader.person_id, post_id=post.id, valid_from=self.begins_on, acting=self.installation)
        if grown.below and signs_in:
            self.let(leader, Role.UNIT_HEAD, unit_id=unit_id)
        peers.append(leader)

    def list_leaders_lowest_first(self) -> list[Somebody]:
        """Every leader, level by level from below."""
        return [leader for rank in sorted(self.leaders, reverse=True) for leader in self.leaders[rank]]

    def add_staff_unit(self, name: str) -> None:
        """A staff unit under the top that nobody heads."""
        self.unit_ids[name] = add_unit(
            self.top_unit_id, name=name, kind=UnitKind.STAFF, valid_from=self.begins_on, acting=self.installation
        ).id

    def employ(self, unit: str, title: str, role: Role, *, unit_id: int | None = None) -> Somebody:
        """Somebody with a post that isn't a leader's."""
        post = add_post(self.unit_ids[unit], title=title, valid_from=self.begins_on, acting=self.installation)
        person = self.introduce(role, unit_id=unit_id)
        appoint(person.person_id, post_id=post.id, valid_from=self.begins_on, acting=self.installation)
        return person

    def enter_person(self) -> Somebody:
        """A new person who doesn't sign in."""
        name = next(self.names)
        email = address_of(name, self.slug)
        return Somebody(add_person(name, email=email, acting=self.installation).id, None, name, email)

    def introduce(self, role: Role, *, unit_id: int | None = None) -> Somebody:
        """A new person, invited and signed up with a password, or a subject, that nobody knows."""
        entered = self.enter_person()
        invitation_id = invite_person(
            entered.email,
            role=role,
            scope_kind=ScopeKind.UNIT if unit_id is not None else None,
            scope_id=unit_id,
            person_id=entered.person_id,
            acting=self.installation,
        )
        secret = secrets.token_urlsafe(24)
        way = {"subject": secret} if self.is_without_passwords else {"password": secret}
        account_id = accept_invitation(_key_of(invitation_id), **way, acting=self.installation)
        self.by_role[role] = replace(entered, account_id=account_id)
        return self.by_role[role]

    def name_contact(self, somebody: Somebody) -> None:
        """The one who answers «Hvem spør jeg?»."""
        with scope(self.municipality_id):
            profile = get_profile(on=clock.today())
        if profile is not None:
            details = replace(
                profile.details, contact_name=somebody.name, contact_phone="00 00 00 00", contact_email=somebody.email
            )
            change_profile(details, acting=self.installation)

    def let(self, somebody: Somebody, role: Role, *, unit_id: int) -> None:
        """One more role for somebody, over a unit and those below."""
        grant_role(
            account_of(somebody),
            role=role,
            scope_kind=ScopeKind.UNIT,
            scope_id=unit_id,
            valid_from=clock.today(),
            acting=self.installation,
        )


def start_town(
    created: CreatedMunicipality, *, begins_on: date, names: Iterator[str], is_without_passwords: bool = False
) -> Town:
    """The town of a municipality just created."""
    tell(created.slug)
    with scope(created.municipality_id):
        levels = {level.rank: level.level_id for level in list_levels()}
    return Town(
        created.slug, created.municipality_id, created.top_unit.id, begins_on, levels, names, is_without_passwords
    )


def _key_of(invitation_id: int) -> str:
    """The way of the mail: its secret leads to the invitation."""
    mail = get_invited_mail(invitation_id)
    if mail is None:
        raise LookupError("an invitation just made is open")
    return get_open_invitation(mail.path.rpartition("/")[2]).public_key
