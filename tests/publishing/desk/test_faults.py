"""The faults of a form stand in one list above it, each with the way to its field."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
ADD = "admin:conferences_conference_add"


@pytest.mark.parametrize(
    ("language", "name", "part"),
    [
        ("", "名称（中文）", "会议环节第1项 · 标题（中文）"),
        ("/en", "Name (Chinese)", "Segment no. 1"),
    ],
)
def test_each_fault_leads_to_its_field_also_in_a_row_of_parts(
    as_role, client, posted, language, name, part
):
    as_role("editor")
    address = f"{language}/admin/conferences/conference/add/"
    data = posted(client.get(address)) | {
        "segments-TOTAL_FORMS": "1",
        "segments-0-kind": "speech",
        "held_on": "去年",
    }
    page = client.post(address, data)
    text = page.content.decode()
    listed = dict(re.findall(r'<li>\s*<a href="#([\w-]+)">([^<]+)</a>', text))
    assert listed["id_name_zh"] == name
    assert listed["id_segments-0-title_zh"].startswith(part)
    assert "id_held_on" in listed
    for target in listed:
        assert f'id="{target}"' in text


def test_a_form_without_faults_has_no_list(as_role, client):
    as_role("editor")
    assert "fault-list" not in client.get(reverse(ADD)).content.decode()
