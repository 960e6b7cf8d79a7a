"""Settings of a portal that is fuzzed: nothing collected, quick passwords, a log of its own."""

from qingdao_techedu.settings import *  # noqa: F403
from qingdao_techedu.settings import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
