"""Views of a portal that has groups to show, and every way of failing."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import Error, connections
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from qingdao_techedu.standbys.routing import from_primary

calls: list[str] = []
opened: list[File] = []


def names(request, **kwargs) -> HttpResponse:
    return HttpResponse(" ".join(Group.objects.values_list("name", flat=True)))


@from_primary
def own(request) -> HttpResponse:
    return names(request)


def caught(request) -> HttpResponse:
    """As a library does that makes a page of its own of every fault."""
    try:
        return names(request)
    except Error:
        return HttpResponse("a fault", status=500)


def mistaken(request) -> HttpResponse:
    calls.append("mistaken")
    Group.objects.count()
    raise ValueError("A mistake of ours.")


def file(request) -> StreamingHttpResponse:
    """A data file: the header first, then rows that are asked for piece by piece."""

    def pieces():
        yield "name\n"
        for _piece in range(4):
            calls.append(Group.objects.all().db)
            yield "".join(f"{group.name}\n" for group in Group.objects.all())

    return StreamingHttpResponse(File(pieces()))


class File:
    """Something that is opened once and must be closed once."""

    def __init__(self, pieces):
        self.pieces = pieces
        opened.append(self)

    def __iter__(self):
        return self.pieces

    def close(self):
        opened.remove(self)


def torn(request) -> StreamingHttpResponse:
    """A data file whose standby fails when the beginning has been sent."""

    def pieces():
        yield "name\n"
        yield "first\n"
        connections[Group.objects.all().db].cursor().execute("SELECT no_such_column")

    return StreamingHttpResponse(pieces())


urlpatterns = [
    path("names/", names),
    path("own/", own),
    path("caught/", caught),
    path("mistaken/", mistaken),
    path("file/", file),
    path("torn/", torn),
    path("admin/<path:rest>", names),
    path("en/accounts/<path:rest>", names),
]
