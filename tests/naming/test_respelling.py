"""Names of before are found as those of today, and what staff corrected stays."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from qingdao_techedu.facts.models import Indicator
from qingdao_techedu.naming.respelling import read_by_the_library, respell
from qingdao_techedu.publishing.models import Change, Proposal

pytestmark = pytest.mark.django_db


def kept_before(name: str, pinyin: str = "") -> Indicator:
    """A record as the release before wrote it."""
    record = Indicator.objects.create(code="test-a", name_zh=name)
    pinyin = pinyin or read_by_the_library(name)
    Indicator.objects.filter(pk=record.pk).update(
        pinyin=pinyin, pinyin_index=pinyin.replace(" ", "")
    )
    return record


def respelled(record: Indicator) -> Indicator:
    respell(apps, Indicator)
    record.refresh_from_db()
    return record


def test_what_the_library_read_is_read_anew():
    record = kept_before("单县烹饪（中式）")
    assert "（" in Indicator.objects.get(pk=record.pk).pinyin
    record = respelled(record)
    assert record.pinyin == "shan xian peng ren zhong shi"
    assert record in Indicator.objects.matching("shanxianpengrenzhongshi")


def test_what_staff_corrected_stays_and_is_found():
    record = respelled(kept_before("单县", "chan xian"))
    assert record.pinyin == "chan xian"
    assert record in Indicator.objects.matching("chanxian")
    assert record not in Indicator.objects.matching("shanxian")


def test_the_second_time_nothing_is_left_to_do():
    respelled(kept_before("单县"))
    assert respell(apps, Indicator) == 0


def test_an_open_proposal_does_not_conflict_with_what_nobody_changed():
    record = kept_before("单县")
    kind = ContentType.objects.get_for_model(Indicator)
    author = User.objects.create(username="author")
    proposal = Proposal.objects.create(
        title="t", content_type=kind, object_id=record.pk, author=author, state="submitted"
    )
    old = {"pinyin": "dan xian", "name_zh": "单县"}
    change = Change.objects.create(
        proposal=proposal,
        order=0,
        act="change",
        content_type=kind,
        object_id=record.pk,
        label="t",
        before=old,
        after={"name_zh": "单州", "pinyin": "dan zhou"},
    )
    respelled(record)
    change.refresh_from_db()
    assert change.before == {"pinyin": "shan xian", "name_zh": "单县"}
    assert change.after == {"name_zh": "单州", "pinyin": "dan zhou"}
