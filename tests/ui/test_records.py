"""History and revert, deleting, and what the desk's forms promise."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from awards.models import AwardKind, Round
from colleges.enrollment.models import Release
from colleges.models import College, Specialty
from conferences.models import Conference
from qingdao_techedu.facts.models import Division, Indicator, ReportedFigure

COLLEGES = reverse("admin:colleges_college_changelist")


@pytest.fixture
def college(db):
    return College.objects.create(code="qd-900", name_zh="示范技师学院", publication="published")


@pytest.fixture
def indicator(db):
    return Indicator.objects.get(code="enrolled")


def test_history_shows_who_changed_what_and_revert_restores_it(
    college, as_role, posted, approve_all
):
    client, old = as_role("editor"), college.name_zh
    address = reverse("admin:colleges_college_change", args=[college.pk])
    data = posted(client.get(address))
    response = client.post(address, {**data, "name_zh": "新名技师学院"})
    assert response.status_code == 302
    assert College.objects.get(pk=college.pk).name_zh == old
    approve_all()
    assert College.objects.get(pk=college.pk).name_zh == "新名技师学院"

    history = client.get(reverse("admin:colleges_college_history", args=[college.pk]))
    text = " ".join(history.content.decode().split())
    assert f"{old} → 新名技师学院" in text
    assert "editor" in text

    first = college.history.earliest()
    past = reverse("admin:colleges_college_simple_history", args=[college.pk, first.pk])
    client.post(past, posted(client.get(past)))
    approve_all()
    assert College.objects.get(pk=college.pk).name_zh == old
    assert college.history.first().history_user.username == "editor"


def test_a_part_edited_on_its_college_s_page_notes_who_did_it(
    college, as_role, posted, approve_all
):
    client = as_role("editor")
    address = reverse("admin:colleges_college_change", args=[college.pk])
    data = posted(client.get(address))
    total = int(data["former_names-TOTAL_FORMS"])
    data |= {
        "former_names-TOTAL_FORMS": total + 1,
        f"former_names-{total}-college": college.pk,
        f"former_names-{total}-name_zh": "旧名技工学校",
    }
    assert client.post(address, data).status_code == 302
    approve_all()
    name = college.former_names.get(name_zh="旧名技工学校")
    assert name.history.first().history_user.username == "editor"


def test_an_auditor_cannot_save_or_revert(college, as_role):
    client = as_role("auditor")
    first = college.history.earliest()
    for view, args in (("change", [college.pk]), ("simple_history", [college.pk, first.pk])):
        address = reverse(f"admin:colleges_college_{view}", args=args)
        assert client.get(address).status_code == 200
        assert client.post(address, {"name_zh": "x", "code": college.code}).status_code == 403
    assert college.history.count() == 1


def test_a_published_college_or_conference_is_not_deleted(college, as_role):
    client = as_role("editor")
    conference = Conference.objects.create(
        slug="2024-04", name_zh="工作会议", held_on="2024-04-24", publication="published"
    )
    for record in (college, conference):
        model, name = type(record), record._meta.model_name
        app = model._meta.app_label
        address = reverse(f"admin:{app}_{name}_delete", args=[record.pk])
        assert client.post(address, {"post": "yes"}).status_code == 403
        selected = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
        client.post(reverse(f"admin:{app}_{name}_changelist"), selected)
        assert model.objects.filter(pk=record.pk).exists()


def test_a_draft_that_nothing_rests_on_is_deleted(db, as_role):
    college = College.objects.create(code="qd-901", name_zh="误录学校")
    address = reverse("admin:colleges_college_delete", args=[college.pk])
    as_role("editor").post(address, {"post": "yes"})
    assert not College.objects.filter(pk=college.pk).exists()


def test_a_specialty_that_is_taught_is_not_deleted(college, as_role):
    specialty = Specialty.objects.create(slug="tea-tasting", name_zh="茶艺")
    college.offerings.create(specialty=specialty)
    address = reverse("admin:colleges_specialty_delete", args=[specialty.pk])
    assert as_role("administrator").post(address, {"post": "yes"}).status_code == 403


def test_a_selection_is_submitted_for_publication(as_role, approve_all):
    college = College.objects.create(code="qd-901", name_zh="新学校")
    as_role("editor").post(COLLEGES, {"_selected_action": [college.pk], "action": "publish"})
    college.refresh_from_db()
    assert college.publication == "draft"
    approve_all()
    college.refresh_from_db()
    assert college.is_public_now
    assert college.history.first().history_user.username == "editor"


def test_an_auditor_is_offered_no_actions(college, as_role):
    assert b'value="publish"' in as_role("editor").get(COLLEGES).content
    response = as_role("auditor").get(COLLEGES)
    assert b'value="publish"' not in response.content


def test_the_code_of_a_college_is_fixed_once_it_exists(college, as_role):
    client = as_role("editor")
    form = client.get(reverse("admin:colleges_college_change", args=[college.pk]))
    assert "code" not in form.context["adminform"].form.fields
    new = client.get(reverse("admin:colleges_college_add"))
    assert "code" in new.context["adminform"].form.fields


def test_only_what_the_public_sees_is_linked_to_its_page(college, as_role):
    client = as_role("editor")
    address = reverse("admin:colleges_college_change", args=[college.pk])
    assert client.get(address).context["has_absolute_url"]
    College.objects.filter(pk=college.pk).update(publication="draft")
    assert not client.get(address).context["has_absolute_url"]


def test_colleges_are_found_by_pinyin_and_former_name(college, as_role):
    client = as_role("editor")
    college.former_names.create(name_zh="某旧校")
    for words in (college.pinyin_index.split()[0], "某旧校", college.code):
        found = client.get(COLLEGES, {"q": words}).context["cl"].result_list
        assert college in found


def test_the_roll_of_a_round_is_one_click_away(db, as_role):
    kind = AwardKind.objects.create(slug="artisan", name_zh="未来工匠之星")
    award_round = Round.objects.create(kind=kind, year=2024)
    client = as_role("editor")
    page = client.get(reverse("admin:awards_round_change", args=[award_round.pk]))
    roll = f"{reverse('admin:awards_grant_changelist')}?round__id__exact={award_round.pk}"
    assert roll in page.content.decode()
    assert client.get(roll).status_code == 200


def test_a_college_s_page_leads_to_a_figure_about_it(
    college, indicator, as_role, posted, approve_all
):
    client = as_role("editor")
    kind = ContentType.objects.get_for_model(College)
    start = {"subject_type": kind.pk, "subject_id": college.pk}
    form = client.get(reverse("admin:facts_reportedfigure_add"), start)
    data = posted(form) | {
        "code": "students-of-one",
        "indicator": indicator.pk,
        "period_from": "2024",
        "value": "100",
        "unit": "persons",
    }
    assert client.post(reverse("admin:facts_reportedfigure_add"), data).status_code == 302
    approve_all()
    assert ReportedFigure.objects.get(code="students-of-one").subject == college


def test_a_figure_about_nothing_is_refused_with_a_sentence(college, indicator, as_role, posted):
    client = as_role("editor")
    form = client.get(reverse("admin:facts_reportedfigure_add"))
    data = posted(form) | {
        "code": "students-of-nobody",
        "indicator": indicator.pk,
        "subject_type": ContentType.objects.get_for_model(College).pk,
        "subject_id": 10**9,
        "period_from": "2024",
        "value": "100",
        "unit": "persons",
    }
    response = client.post(reverse("admin:facts_reportedfigure_add"), data)
    assert response.context["adminform"].form.errors["subject_id"]


def test_a_figure_cannot_be_about_a_place_and_a_college(college, indicator, as_role, posted):
    client = as_role("editor")
    place = Division.objects.get(code="370200")
    figure = ReportedFigure.objects.create(
        code="city", indicator=indicator, place=place, period_from="2024", value=1, unit="persons"
    )
    address = reverse("admin:facts_reportedfigure_change", args=[figure.pk])
    data = posted(client.get(address)) | {
        "subject_type": ContentType.objects.get_for_model(College).pk,
        "subject_id": college.pk,
    }
    response = client.post(address, data)
    assert response.status_code == 200
    assert response.context["adminform"].form.non_field_errors()


def test_a_record_with_a_version_of_its_own_is_saved_like_any_other(as_role, posted):
    """What the form remembers of its opening has a name that no field of a record has."""
    release = Release.objects.create(year=2031, version=2, status="revised")
    client = as_role("editor")
    address = reverse("admin:enrollment_release_change", args=[release.pk])
    page = client.get(address)
    assert page.content.count(b'name="version"') == 1
    assert client.post(address, posted(page) | {"change_note_zh": "更正"}).status_code == 302
    release.refresh_from_db()
    assert release.change_note_zh == "更正"
