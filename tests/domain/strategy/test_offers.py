"""Offers: written down, opened, ended, and seen."""

from dataclasses import replace

import pytest

from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.api import OfferDetails, OfferState
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.states.api import MoveNotAllowed
from lederloft.foundation.trail.api import Via, list_history
from lederloft.foundation.wording.values import TextMissing, TextTooLong
from tests.domain.makers import Town, make_town

pytestmark = pytest.mark.django_db

DETAILS = OfferDetails(
    name="Ledelsesfordypning",
    focus_area="Ledelsesfordypning",
    audience_levels=(3, 2, 3),
    rests_on_quote="Hver modul skal bestå av tre samlinger (totalt ni timer).",
    rests_on_source="Rammeverk for ledelsesutvikling, 22.01.2024",
    who_pays="Organisasjon og forhandling",
)


@pytest.fixture
def town() -> Town:
    return make_town()


def test_an_offer_is_stored_as_it_was_written(town: Town) -> None:
    made = strategy.make_offer(replace(DETAILS, name="  Ledelses-\nfordypning "), acting=town.office)
    with town.reading():
        offer = strategy.get_offer(made.public_key, acting=town.office)
    assert offer.details == replace(DETAILS, name="Ledelses- fordypning", audience_levels=(2, 3))
    assert offer.state == OfferState.OFFERED


def test_texts_have_limits(town: Town) -> None:
    for details, refusal in (
        (replace(DETAILS, name=" "), TextMissing),
        (replace(DETAILS, name="x" * 121), TextTooLong),
    ):
        with pytest.raises(refusal):
            strategy.make_offer(details, acting=town.office)
    with town.reading():
        assert strategy.list_offers(acting=town.office) == []


def test_a_change_is_told_once(town: Town) -> None:
    made = strategy.make_offer(DETAILS, acting=town.office)
    for _ in range(2):
        strategy.change_offer(made.id, details=replace(DETAILS, who_pays="Enheten"), acting=town.office)
    with town.reading():
        kinds = [h.kind for h in list_history("strategy.offer", made.id)]
        assert strategy.find_offer(made.id).details.who_pays == "Enheten"
    assert kinds == ["strategy.OfferChanged", "strategy.OfferOpened", "strategy.OfferMade"]


def test_states_move_by_the_table(town: Town) -> None:
    made = strategy.make_offer(DETAILS, is_offered=False, acting=town.office)
    with pytest.raises(MoveNotAllowed):
        strategy.turn_offer(made.id, to=OfferState.ENDED, acting=town.office)
    for state in (OfferState.OFFERED, OfferState.ENDED, OfferState.ENDED, OfferState.OFFERED):
        strategy.turn_offer(made.id, to=state, acting=town.office)
    with town.reading():
        assert strategy.find_offer(made.id).state == OfferState.OFFERED
    with pytest.raises(NotFound):
        strategy.turn_offer(10**9, to=OfferState.ENDED, acting=town.office)


def test_who_sees_and_who_shapes(town: Town) -> None:
    made = strategy.make_offer(DETAILS, acting=town.office)
    draft = strategy.make_offer(DETAILS, is_offered=False, acting=town.office)
    citizen = Acting(None, town.municipality.id, None, (), Via.SESSION)
    for acting in (citizen, *(town.person(role).acting for role in Role if role != Role.DEVELOPMENT_OFFICE)):
        hidden = acting.has(Role.IT, Role.DATA_PROTECTION)
        with town.reading():
            seen = [offer.offer_id for offer in strategy.list_offers(acting=acting)]
            with pytest.raises(NotFound):
                strategy.get_offer(draft.public_key, acting=acting)
        assert seen == ([] if hidden else [made.id])
        with pytest.raises(NotAllowed):
            strategy.make_offer(DETAILS, acting=acting)
        with pytest.raises(NotAllowed):
            strategy.turn_offer(made.id, to=OfferState.ENDED, acting=acting)
    with town.reading():
        assert len(strategy.list_offers(acting=town.office)) == 2
