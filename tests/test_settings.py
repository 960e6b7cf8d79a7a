"""An unsafe start is refused, and every setting is documented."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

SECRET = "a-secret-that-is-long-enough-for-the-portal-0123456789"
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "portal.example.org",
}
PRIMARY = "postgres://portal:secret@10.1.2.1:5432/portal"
LOCAL = {"ENVIRONMENT": "local", "SECRET_KEY": SECRET}


@pytest.fixture
def start(tmp_path):
    """Starts on a machine that has nothing but the given environment; answers with the errors."""
    source = settings.BASE_DIR / "qingdao_techedu" / "settings.py"
    (tmp_path / "portal").mkdir()
    shutil.copy(source, tmp_path / "portal" / "settings.py")

    def run(environment: dict[str, str], then: str = "") -> str:
        ended = subprocess.run(
            [sys.executable, "-c", f"from portal import settings\n{then}"],
            cwd=tmp_path,
            # The settings take what logs leave out from a room of the project.
            env={**environment, "PYTHONPATH": str(settings.BASE_DIR)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert bool(ended.returncode) == bool(ended.stderr)
        return ended.stderr.strip()

    return run


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in PRODUCTION.items() if key != name}


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is missing"),
        (without("SECRET_KEY"), "SECRET_KEY is missing"),
        ({**PRODUCTION, "SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({**PRODUCTION, "SECRET_KEY": "x" * 49}, "shorter than 50 characters"),
        ({**PRODUCTION, "SECRET_KEY": "django-insecure-" + "x" * 50}, "an insecure default"),
        ({**LOCAL, "SECRET_KEY": ""}, "`make setup` writes one into .env"),
        ({**PRODUCTION, "DEBUG": "1"}, "DEBUG is on in production"),
        (without("ALLOWED_HOSTS"), 'ALLOWED_HOSTS is empty or "*" in production'),
        ({**PRODUCTION, "ALLOWED_HOSTS": ""}, 'ALLOWED_HOSTS is empty or "*" in production'),
        ({**PRODUCTION, "ALLOWED_HOSTS": "*"}, 'ALLOWED_HOSTS is empty or "*" in production'),
        ({**PRODUCTION, "ALLOWED_HOSTS": "a.example,*"}, 'ALLOWED_HOSTS is empty or "*"'),
        ({**PRODUCTION, "ENVIRONMENT": "staging"}, 'ENVIRONMENT is "staging"; it may be "local"'),
        ({**PRODUCTION, "ENVIRONMENT": ""}, 'ENVIRONMENT is ""; it may be "local"'),
        ({**PRODUCTION, "LOG_FORMAT": "xml"}, 'LOG_FORMAT is "xml"; it may be "console" or "json"'),
        (
            {**LOCAL, "READ_DATABASE_URLS": "postgres://portal:p%40ss@10.1.2.3/portal"},
            "READ_DATABASE_URLS names hot standbys, which only PostgreSQL has",
        ),
        (
            {**LOCAL, "DATABASE_URL": PRIMARY, "READ_DATABASE_URLS": "sqlite:///copy.sqlite3"},
            "an address in the list is not postgres://",
        ),
    ],
)
def test_an_unsafe_start_is_refused_with_a_sentence(start, environment, sentence):
    said = start(environment)
    last = said.splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert sentence in last
    for secret in ("x" * 10, "p%40ss", "p@ss", "10.1.2.3"):
        assert secret not in last  # a sentence about a secret does not tell it


@pytest.mark.parametrize(
    "environment", [without("ENVIRONMENT"), PRODUCTION, LOCAL, {**LOCAL, "DEBUG": "1"}]
)
def test_a_safe_start_says_nothing(start, environment):
    assert start(environment) == ""


def test_an_installation_is_production_unless_it_says_otherwise(start):
    then = "assert settings.PRODUCTION and settings.SESSION_COOKIE_SECURE\n"
    assert start(without("ENVIRONMENT"), then) == ""


def test_the_environment_counts_more_than_the_file(start, tmp_path):
    (tmp_path / ".env").write_text(
        "ENVIRONMENT=local\nSITE_CONTACT=from the file\nLOG_LEVEL=ERROR\n"
    )
    then = (
        "assert settings.PRODUCTION\n"
        "assert settings.SITE['contact'] == ''\n"  # given, though empty
        "assert settings.LOGGING['root']['level'] == 'ERROR'\n"
    )
    assert start({**PRODUCTION, "SITE_CONTACT": ""}, then) == ""


def test_a_second_factor_is_required_unless_it_is_turned_off(start):
    then = "assert settings.REQUIRE_SECOND_FACTOR is {}\n"
    assert start(PRODUCTION, then.format(True)) == ""
    assert start({**PRODUCTION, "REQUIRE_SECOND_FACTOR": "0"}, then.format(False)) == ""


def test_mail_is_sent_only_where_it_is_said_how(start):
    assert start(PRODUCTION, "assert not settings.MAIL_IS_SENT\n") == ""
    assert start({**PRODUCTION, "EMAIL_URL": ""}, "assert not settings.MAIL_IS_SENT\n") == ""
    then = (
        "assert settings.MAIL_IS_SENT and settings.EMAIL_USE_TLS\n"
        "assert (settings.EMAIL_HOST, settings.EMAIL_PORT) == ('mail.example', 587)\n"
        "assert (settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD) == ('portal', 'p@ss')\n"
    )
    address = "smtp+tls://portal:p%40ss@mail.example:587"
    assert start({**PRODUCTION, "EMAIL_URL": address}, then) == ""


def test_each_standby_is_a_database_of_its_own(start):
    then = (
        "assert settings.STANDBYS == ['standby_1', 'standby_2']\n"
        "second = settings.DATABASES['standby_2']\n"
        "assert (second['HOST'], second['PASSWORD']) == ('10.1.2.3', 'a,b')\n"
        "assert second['OPTIONS']['sslmode'] == 'require'\n"
        "assert 'pool' not in second['OPTIONS'] and second['CONN_HEALTH_CHECKS']\n"
        "assert settings.DATABASE_ROUTERS\n"
    )
    urls = (
        "postgres://portal:secret@10.1.2.2/portal, "
        "postgres://portal:a%2Cb@10.1.2.3/portal?sslmode=require"
    )
    environment = {**LOCAL, "DATABASE_URL": PRIMARY, "READ_DATABASE_URLS": urls}
    assert start(environment, then) == ""


def test_without_standbys_there_is_one_database(start):
    then = "assert list(settings.DATABASES) == ['default'] and not settings.DATABASE_ROUTERS\n"
    assert start({**LOCAL, "READ_DATABASE_URLS": ""}, then) == ""


READERS = {
    "qingdao_techedu/settings.py": r'\benv\.[a-z]+\(\s*"([A-Z_]+)"',
    "qingdao_techedu/portal/management/commands/prepare.py": r"""environ\.get\(['"]([A-Z_]+)""",
    "deploy/gunicorn.conf.py": r"""environ\.get\(['"]([A-Z_]+)""",
    "bin/run": r"\$\{([A-Z_]+):-",
    "bin/test": r"""environ\.get\(['"]([A-Z_]+)""",
}


def test_every_setting_is_documented_and_no_other():
    read = set()
    for path, pattern in READERS.items():
        found = re.findall(pattern, (settings.BASE_DIR / path).read_text(encoding="utf-8"))
        assert found, f"{path} reads nothing from the environment any more."
        read.update(found)
    page = (settings.BASE_DIR / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \|$", page, flags=re.MULTILINE)
    assert sorted(name for name, _default, _meaning in rows) == sorted(read)


@pytest.mark.parametrize(
    ("address", "place"),
    [("locmemcache://", "_pages"), ("dbcache://kept", "kept_pages"), ("redis://h:6379/1", None)],
)
def test_pages_are_kept_apart_from_everything_else(start, address, place):
    caches = "settings.CACHES"
    where = f'{caches}["default"]["LOCATION"]' if place is None else repr(place)
    told = (
        f'pages = {caches}["pages"]\n'
        f'assert pages["LOCATION"] == {where}, pages\n'
        'assert pages["KEY_PREFIX"] == "pages"\n'
        f'assert "max_entries" not in {caches}["default"]\n'
        f'assert {caches}["answers"]["KEY_PREFIX"] == "answers"\n'
    )
    assert start({**LOCAL, "CACHE_URL": address}, told) == ""
