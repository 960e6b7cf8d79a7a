"""The portal's own settings for a server of these tests: nothing collected, quick passwords."""

from qingdao_techedu.settings import *  # noqa: F403
from qingdao_techedu.settings import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
