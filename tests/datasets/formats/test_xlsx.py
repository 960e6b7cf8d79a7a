"""What a workbook of a data set says of itself."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import time_machine

from colleges.models import College

pytestmark = pytest.mark.django_db


def footer(client) -> str:
    made = b"".join(client.get("/data/colleges.xlsx"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    return re.search(r"<oddFooter>(.*?)</oddFooter>", sheet)[1]


def test_it_is_dated_by_the_last_change_of_what_visitors_see(client):
    before = footer(client)
    college = College.objects.get(code="qd-002")
    with time_machine.travel("2031-05-01T20:00:00Z"):  # the next day in Qingdao
        College.objects.create(code="qd-900", name_zh="草稿学校")
        college.save()  # as it was
        assert footer(client) == before
        college.name_zh = "新名学院"
        college.save()
        assert footer(client).endswith("2031-05-02")
