"""Search asks its sources, knows æ, ø and å, and drops nothing and adds nothing."""

import pytest

from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.search.api import matches, words_of
from lederloft.foundation.search.values import spellings
from tests.makers import make_account, make_municipality


def test_words_are_cleaned_and_bounded() -> None:
    assert words_of("  Teamledelse, vår! a  Teamledelse ") == ("Teamledelse", "vår")
    assert len(words_of(" ".join(f"ord{n}" for n in range(100)))) == 8
    assert words_of("%_'\"") == ()


def test_norwegian_letters_are_found_in_any_case() -> None:
    assert "Øverland" in spellings("øverland")
    assert "øverland" in spellings("ØVERLAND")


@pytest.mark.django_db
def test_every_word_must_stand_somewhere() -> None:
    account = make_account(make_municipality(), Role.LEADER)
    account.email = "åse.ørn@example.org"
    account.save()
    found = Account.objects.filter(matches(["ØRN", "example"], "email"))
    assert list(found) == [account]
    assert not Account.objects.filter(matches(["ØRN", "finnesikke"], "email")).exists()
    assert not Account.objects.filter(matches(["%rn"], "email")).exists()
