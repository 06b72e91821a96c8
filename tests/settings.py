"""Settings of the tests: the project's own, over a folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="qingzhuang-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ.setdefault("QZ_DATA", _folder)
os.environ.setdefault("QZ_DEBUG", "1")
# Playwright keeps an event loop open in the thread of the tests; Django would refuse the ORM to all later tests there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from config.settings import *  # noqa: E402, F403  # the folder must be named first

DEBUG = False
DIGEST_GRACE = 0  # what tests it sets its own
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  # whitenoise warns of a folder that is not there
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
