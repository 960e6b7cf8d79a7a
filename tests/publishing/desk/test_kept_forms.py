"""Pages of acts are filled in again with what had been typed, and do nothing by that."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from qingdao_techedu.publishing import actions
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.publishing.models import KeptForm, Proposal

pytestmark = pytest.mark.django_db
REASON = "请附教育部门的批复 文号"


@pytest.fixture
def proposal(address, as_role, change) -> Proposal:
    as_role("editor")
    change(address, name_zh="新名学院")
    return Proposal.objects.get()


@pytest.fixture
def lost(proposal, staff, enter, window, form_in):
    """A reviewer writes why a proposal is returned, and the session ends before it is sent."""
    page = proposal.get_absolute_url()
    _action, sent = form_in(enter(staff("reviewer")).get(page), "reason")
    del window.cookies["sessionid"]
    remark = f"remark-{proposal.changes.get().order}-name_zh"
    window.post(page, sent | {"act": "return", "reason": REASON, remark: "旧名 呢"})
    return page


def test_the_reason_of_a_return_is_offered_and_nothing_is_done(
    lost, proposal, window, enter, form_in
):
    enter(KeptForm.objects.get().user)
    assert f"{lost}?kept=1" in window.get("/admin/").content.decode()
    assert f"{lost}?kept=1" in window.get(lost).content.decode()
    restored = window.get(f"{lost}?kept=1")
    assert restored.status_code == 200
    _action, sent = form_in(restored, "reason")
    assert sent["reason"] == REASON
    assert "旧名 呢" in sent.values()
    proposal.refresh_from_db()
    assert proposal.state == "submitted"
    assert window.post(lost, sent | {"act": "return"}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.remark) == ("returned", REASON)
    assert proposal.changes.get().remarks == {"name_zh": "旧名 呢"}
    assert not KeptForm.objects.exists()


def test_it_can_be_thrown_away_from_there(lost, window, enter, form_in):
    enter(KeptForm.objects.get().user)
    _action, sent = form_in(window.get(f"{lost}?kept=1"), "reason")
    answer = window.post(reverse("forget_form"), sent | {"_path": lost})
    assert answer.headers["Location"] == lost
    assert not KeptForm.objects.exists()


def test_a_page_that_forgets_to_ask_does_nothing_all_the_same(rf, staff, college):
    """A view that takes kept entries for sent ones: what it wrote is taken back."""

    def careless(request):
        college.name_zh = request.POST["name_zh"]
        college.save()
        raise kept_forms.PermissionDenied

    request = rf.get("/admin/somewhere/?kept=1")
    request.user = staff("editor")
    KeptForm.objects.create(user=request.user, path=request.path, entries="name_zh=%E4%B9%B1+x")
    page = kept_forms.keeps_entries(careless)(request)
    assert "乱 x" in page.content.decode()
    college.refresh_from_db()
    assert college.name_zh == "示范技师学院"


def test_what_is_older_than_a_month_is_neither_offered_nor_kept(address, staff, sign_in):
    user = staff("editor")
    with time_machine.travel(timezone.now() - kept_forms.KEPT_FOR - datetime.timedelta(hours=1)):
        KeptForm.objects.create(user=user, path=address, entries="name_zh=x")
    client = sign_in(user)
    assert "kept=1" not in client.get(address).content.decode()
    assert "kept=1" not in client.get("/admin/").content.decode()
    sent = kept_forms.QueryDict("name_zh=y")
    kept_forms.keep(user, "/admin/elsewhere/", sent)
    assert KeptForm.objects.get().path == "/admin/elsewhere/"


def test_the_oldest_of_many_are_forgotten(staff):
    user = staff("editor")
    for number in range(kept_forms.MAX_KEPT + 5):
        kept_forms.keep(user, f"/admin/{number}/", kept_forms.QueryDict("name_zh=y"))
    assert KeptForm.objects.count() == kept_forms.MAX_KEPT
    assert not KeptForm.objects.filter(path="/admin/0/").exists()


def test_the_reason_for_another_order_is_kept(enter, staff, window, form_in):
    page = reverse("admin:enrollment_measure_order")
    action, sent = form_in(enter(staff("editor")).get(page), "why")
    del window.cookies["csrftoken"]
    window.post(action, sent | {"why": REASON, "_save": "1"})
    _action, restored = form_in(window.get(f"{page}?kept=1"), "why")
    assert restored["why"] == REASON
    assert not Proposal.objects.exists()


def test_what_was_decided_meanwhile_shows_the_words_alone(lost, proposal, window, enter, staff):
    actions.return_with_reason(proposal, by=staff("administrator"), reason="另有理由")
    enter(KeptForm.objects.get().user)
    assert KeptForm.objects.get().path == lost
    assert window.get(f"{lost}?kept=1").status_code == 200
