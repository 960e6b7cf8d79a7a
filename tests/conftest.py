"""What all tests share: a database that holds the reference facts, and quick sign-ins."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from threading import BoundedSemaphore

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from hypothesis import settings as hypothesis_settings

from colleges.enrollment.models import Release
from qingdao_techedu.accounts.roles import ROLES
from qingdao_techedu.datasets import streaming
from qingdao_techedu.guards import watching
from qingdao_techedu.guards.standing import engine_of
from qingdao_techedu.publishing import actions
from qingdao_techedu.publishing.models import Proposal
from tests.corrections_of_figures import publish_correction
from tests.databases import Databases

# No test asserts on time, these of properties neither: a busy machine is no defect.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")


def pytest_collection_finish() -> None:
    """What was imported stays to the end: garbage is looked for in the rest, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session", autouse=True)
def _files_of_its_own(tmp_path_factory):
    """What the portal writes into files goes to a folder of the tests."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory, django_test_environment, django_db_modify_db_settings) -> Databases:
    """The databases of this worker, which ``django_db_setup`` has made."""
    folder = tmp_path_factory.getbasetemp()
    return Databases(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.fixture(scope="session")
def django_db_setup(databases, django_db_blocker):
    """The reference facts, copied once; what a test changes is rolled back after it."""
    with django_db_blocker.unblock(), databases.made():
        yield


@pytest.fixture(scope="module")
def sample_db(django_db_setup, databases, django_db_blocker):
    """The sample on top of the reference facts, for one file of tests."""
    with django_db_blocker.unblock(), databases.sample():
        yield


@pytest.fixture
def facts(db):
    """A test of its own on the reference facts; what it does is undone."""


@pytest.fixture
def sample(sample_db, db):
    """A test of its own on the loaded sample; what it does is undone."""


@pytest.fixture(autouse=True)
def _rooms_of_its_own(monkeypatch, settings):
    """A test that reads the beginning of a file alone takes no other test's room for large ones."""
    monkeypatch.setattr(streaming, "_rooms", BoundedSemaphore(settings.EXPORTS_PER_WORKER))


@pytest.fixture(autouse=True)
def _plain_settings(settings):
    """Static files without collecting, hashes that cost nothing, a desk behind passwords alone.

    Pages are made anew each time, but for tests that want them kept (``kept_pages``).
    """
    nothing = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = {**settings.CACHES, "pages": nothing, "answers": nothing}
    settings.REQUIRE_SECOND_FACTOR = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def unguarded(db) -> None:
    """Lets a test change what the database keeps, as no act can; its end undoes it."""
    engine = engine_of(connection)
    with connection.cursor() as cursor:
        for guard in engine.standing(cursor).values():
            cursor.execute(engine.drop(guard))


@pytest.fixture
def kept_pages(settings) -> None:
    """Public pages are kept, as they are where visitors are."""
    backend = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {
        **settings.CACHES,
        "pages": {**backend, "LOCATION": "pages of tests", "max_entries": 2_000},
        "answers": {**backend, "LOCATION": "answers of tests", "max_entries": 20},
    }
    caches["pages"].clear()
    caches["answers"].clear()


@pytest.fixture
def as_served(monkeypatch):
    """In the transaction of a test guards are asked for each time, as no server does."""
    monkeypatch.setattr(watching, "look", lambda moment: watching.GuardsSeen("all stand"))


class ReadingClient(Client):
    """Reads an answer to its end before it asks again, as the connection of a server demands.

    On PostgreSQL a file that is half read holds the only connection of a test.
    """

    half_read: HttpResponseBase | None = None

    def request(self, **request):
        self.read_on()
        answer = super().request(**request)
        self.half_read = answer if answer.streaming else None
        return answer

    def read_on(self):
        """To the end of the last answer, or the end of a test waits for the connection for ever."""
        if self.half_read is not None:
            self.half_read.streaming_content = [b"".join(self.half_read)]
            self.half_read = None


@pytest.fixture
def queries_alone(db):
    """A query that fails spoils no other one, as where each is a transaction of its own.

    Tests are inside of one, which PostgreSQL gives up at the first error.
    """

    def alone(execute, sql, params, many, context):
        if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return execute(sql, params, many, context)
        plain = context["connection"].connection.cursor()
        plain.execute("SAVEPOINT alone")
        try:
            result = execute(sql, params, many, context)
        except DatabaseError:
            plain.execute("ROLLBACK TO SAVEPOINT alone")
            raise
        plain.execute("RELEASE SAVEPOINT alone")
        return result

    if connection.vendor != "postgresql":
        yield
        return
    with connection.execute_wrapper(alone):
        yield


@pytest.fixture
def client() -> Iterator[Client]:
    reading = ReadingClient()
    yield reading
    reading.read_on()


@pytest.fixture
def give_role():
    """Puts somebody into one more role."""

    def give(user, code: str):
        name = next(role.group_name for role in ROLES if role.code == code)
        user.groups.add(Group.objects.get(name=name))
        vars(user).pop("_group_names_cache", None)
        return user

    return give


@pytest.fixture
def staff(db, give_role) -> Callable[..., User]:
    """Makes a member of the staff in a role, by default named after it."""

    def make(code: str, username: str = "") -> User:
        return give_role(User.objects.create_user(username or code, is_staff=True), code)

    return make


@pytest.fixture
def sign_in(client) -> Callable[[User], object]:
    """Signs a user in, and returns the client."""

    def enter(user: User):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def as_role(staff, sign_in):
    """Signs a new staff user of a role in, and returns the client."""
    return lambda code: sign_in(staff(code))


@pytest.fixture
def correct(db) -> Callable[..., Release]:
    """Publishes a new version of a year's figures, of which ``change`` has changed some."""
    return publish_correction


@pytest.fixture
def posted() -> Callable[..., dict]:
    """What a browser would send back from a form page, left as it is."""

    def collect(response) -> dict:
        forms = [response.context["adminform"].form]
        for formset in response.context.get("inline_admin_formsets", []):
            forms += [formset.formset.management_form, *formset.formset.forms]
        visit = getattr(response.context["request"], "visit", None)
        data = {"_seen": visit.version if visit else ""}
        for form in forms:
            for field in form:
                value = field.value()
                if value is None or value is False:
                    value = ""
                data[field.html_name] = "on" if value is True else value
        return data

    return collect


@pytest.fixture
def approve_all(staff) -> Callable[[], None]:
    """Has a reviewer approve every proposal that waits for one."""

    def approve() -> None:
        reviewer = User.objects.filter(username="second-person").first()
        reviewer = reviewer or staff("reviewer", "second-person")
        for proposal in Proposal.objects.submitted():
            actions.approve(proposal, by=reviewer)

    return approve


class _Forms(HTMLParser):
    """Collects the forms of a page: each its address and what a browser would send of it."""

    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = self.choice = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.found.append((given.get("action") or "", {}))
        elif not self.found:
            return
        elif tag == "option" and "selected" in given:
            self._take(self.choice, given.get("value"))
        elif tag in {"textarea", "select"}:
            self._take(name, "")
            self.text, self.choice = (name, "") if tag == "textarea" else ("", name)
        elif tag == "input" and given.get("type") not in {"submit", "file"}:
            is_left = given.get("type") in {"checkbox", "radio"} and "checked" not in given
            self._take("" if is_left else name, given.get("value"))

    def handle_data(self, data):
        if self.text:
            self.found[-1][1][self.text] += data.removeprefix("\n") if data else ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text = ""

    def _take(self, name, value):
        if name:
            self.found[-1][1][name] = value or ""


@pytest.fixture
def form_in():
    """The form of a page that has a field: where it is sent, and what a browser would send."""

    def find(response, field: str) -> tuple[str, dict[str, str]]:
        parser = _Forms()
        parser.feed(response.content.decode())
        action, sent = next(one for one in parser.found if field in one[1])
        return action or response.request["PATH_INFO"], sent

    return find


@pytest.fixture
def window() -> Client:
    """A browser in which forged requests are refused; its tabs share the cookies."""
    return ReadingClient(enforce_csrf_checks=True)


@pytest.fixture
def enter(window):
    """Signs somebody in; the token against forged requests is a new one then."""

    def sign_in(user: User) -> Client:
        window.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        window.cookies.pop("csrftoken", None)
        window.get("/admin/")
        return window

    return sign_in


@pytest.fixture
def leave(window, form_in):
    """Signs out in another tab."""

    def sign_out() -> None:
        _address, sent = form_in(window.get("/accounts/logout/"), "csrfmiddlewaretoken")
        window.post("/accounts/logout/", sent)
        assert not window.cookies["sessionid"].value

    return sign_out


class _Inline(HTMLParser):
    """Collects what the content security policy would refuse."""

    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        handlers = [name for name in given if name == "style" or name.startswith("on")]
        is_code = tag == "script" and "src" not in given
        is_data = given.get("type") in {"application/json", "application/ld+json"}
        if tag == "style" or handlers or (is_code and not is_data):
            self.found.append(self.get_starttag_text() or tag)


@pytest.fixture
def inline_code():
    """Finds inline scripts, handlers and styles in a response."""

    def find(response) -> list[str]:
        parser = _Inline()
        parser.feed(response.content.decode())
        return parser.found

    return find
