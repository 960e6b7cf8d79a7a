from __future__ import annotations

from audit.structure import arrows

BELOW = {
    "alpha/__init__.py": "",
    "alpha/queries.py": "from alpha.models.thing import x\n",
    "alpha/models/__init__.py": "from alpha import queries\n",
    "alpha/models/thing.py": "x = 1\n",
    "alpha/upper/__init__.py": "",
    "alpha/upper/views.py": "from alpha.queries import x\n",
}


def test_a_room_is_a_folder_of_code_and_its_models_are_no_room(house):
    empty = {"alpha/empty/__init__.py": ""}
    assert arrows.rooms(house({**BELOW, **empty}).source) == {"alpha", "alpha.upper"}


def test_arrows_that_go_one_way_are_no_pair(house):
    assert arrows.both_ways(house(BELOW)) == []


def test_rooms_that_import_each_other_are_told_with_the_fewer_arrows(house):
    [pair] = arrows.both_ways(
        house(
            {**BELOW, "alpha/more.py": "from alpha import queries\nfrom alpha.upper import views\n"}
        )
    )
    assert pair.rooms == ("alpha", "alpha.upper")
    assert {pair.fewer, pair.more} == {
        ("alpha.more → alpha.upper.views",),
        ("alpha.upper.views → alpha.queries",),
    }


def test_migrations_do_not_count(house):
    back = {
        "alpha/migrations/__init__.py": "",
        "alpha/migrations/0001_first.py": "from alpha.upper import views\n",
    }
    assert arrows.both_ways(house({**BELOW, **back})) == []
