"""What rooms declare is fit for both engines."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps

from qingdao_techedu.guards.declaring import declared, needs

ENGINES = ["sqlite", "postgresql"]


@pytest.mark.parametrize("vendor", ENGINES)
def test_every_guard_has_a_name_of_its_own_that_the_engine_does_not_cut(vendor):
    names = Counter(one.name for one in declared(vendor))
    assert [name for name, count in names.items() if count > 1 or len(name) > 63] == []


@pytest.mark.parametrize("vendor", ENGINES)
def test_every_guard_stands_on_a_table_of_a_model(vendor):
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert {one.table for one in declared(vendor)} <= tables
    assert all(one.table in needs(one) for one in declared(vendor))


def test_the_same_tables_are_guarded_on_both_engines():
    tables = [{one.table for one in declared(vendor)} for vendor in ENGINES]
    assert tables[0] == tables[1]
    assert {"log_entry", "awards_grant", "enrollment_release", "colleges_college"} <= tables[0]
