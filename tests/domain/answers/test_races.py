"""Answers are given while batches are moved, by several programs at once, on both engines."""

from pathlib import Path

import pytest

from tests.domain.answers.place import Place
from tests.postgres import Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races


def test_answers_given_while_batches_move_are_each_there_once(
    real_databases: Databases | SqliteFiles, tmp_path: Path
) -> None:
    place = Place(real_databases, tmp_path)
    place.do("ask:60")
    givers = [place.start(f"give:{first}-{first + 14}") for first in range(15, 60, 15)]
    # Two send the same answers; the later is told that a link is used, when the answer has been moved. Two more move.
    twins = [place.start("insist:0-14") for _ in range(2)]
    movers = [place.start(*["flush"] * 12) for _ in range(2)]
    ends = [program.communicate(timeout=300) for program in (*givers, *twins, *movers)]
    assert [told for _nothing, told in ends if told] == []
    half_way = place.do()
    assert len(half_way["stored"]) + len(half_way["waiting"]) == 60
    done = place.do("close")
    assert done["stored"] == sorted(([number] for number in range(60)), key=str)
    assert done["waiting"] == []
