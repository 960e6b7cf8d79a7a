"""The portal's own settings for a server of these tests: nothing collected, quick passwords.

No page is kept: each visit asks a database.
"""

from qingdao_techedu.settings import *  # noqa: F403
from qingdao_techedu.settings import CACHES, STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
CACHES = CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
