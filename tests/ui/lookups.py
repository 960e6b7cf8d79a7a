"""Views of nothing but a query, to be asked for what no query holds; and three mistakes of ours."""

import json

from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.urls import path

from qingdao_techedu.portal.urls import (  # noqa: F401 (Django asks for them here)
    handler400,
    handler404,
    handler500,
)
from qingdao_techedu.portal.urls import urlpatterns as portal


def count(queryset) -> HttpResponse:
    return HttpResponse(str(queryset.count()))


def by_address(request, number):
    return count(Group.objects.filter(pk=number))


def by_question(request):
    lookup, value = request.GET["lookup"], request.GET["value"]
    asked = {lookup: value.split(",") if lookup.endswith("__in") else value}
    return count(User.objects.filter(**asked))


def by_form(request):
    return count(Group.objects.filter(pk=request.POST["number"]))


def by_file(request):
    return count(Group.objects.filter(pk=request.FILES["file"].name))


def by_header(request):
    return count(Group.objects.filter(pk=request.headers["X-Number"]))


def by_json(request):
    return count(Group.objects.filter(name=json.loads(request.body)["name"]))


def taken_for_a_number(request):
    """The view does by itself what only a form may do."""
    return HttpResponse(int(request.GET["value"]))


def never_sent(request):
    """What cannot be looked up by comes from us."""
    return count(Group.objects.filter(pk="nobody"))


def misspelled(request):
    """The query could not be made for any value."""
    return count(Group.objects.filter(nothing=request.GET["value"]))


views = (by_question, by_form, by_file, by_header, by_json)
mistakes = (taken_for_a_number, never_sent, misspelled)
urlpatterns = [
    path("address/<str:number>/", by_address),
    *(path(f"{view.__name__}/", view) for view in (*views, *mistakes)),
    *portal,
]
