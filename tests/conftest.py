"""What all tests share: a database that holds the reference facts, and quick sign-ins."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings

from qingdao_techedu.facts import loading, sampling

# No test asserts on time, these of properties neither: a busy machine is no defect.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the reference facts once; what a test changes is rolled back after it."""
    with django_db_blocker.unblock():
        loading.load()


@pytest.fixture(scope="module")
def sample_db(django_db_setup, django_db_blocker):
    """The sample on top of the reference facts, for one file of tests: rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        sampling.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _plain_settings(settings):
    """Static files without collecting them, and password hashes that cost nothing."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
