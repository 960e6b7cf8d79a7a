"""Two who act at once come one after the other, and the second is told."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colleges.models import Campus, College
from qingdao_techedu.acts.holding import Overtaken, held

pytestmark = pytest.mark.django_db


def test_a_record_is_held_as_it_is_now():
    stale = College.objects.get(code="qd-001")
    College.objects.filter(pk=stale.pk).update(phone="0532-1")
    with CaptureQueriesContext(connection) as queries:
        assert held(stale).phone == "0532-1"
    if connection.features.has_select_for_update:
        assert "FOR UPDATE" in queries[0]["sql"]


def test_what_is_read_along_costs_no_query_more(django_assert_num_queries):
    campus = Campus.objects.all()[0]
    with django_assert_num_queries(1):
        assert held(campus, "college").college.pk == campus.college_id


def test_a_record_that_somebody_removed_is_told():
    campus = Campus.objects.all()[0]
    Campus.objects.filter(pk=campus.pk).delete()
    with pytest.raises(Overtaken):
        held(campus)
