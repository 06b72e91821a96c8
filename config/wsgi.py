"""The WSGI entry: forgets who is asking before Django sees the request (contract 1)."""

import gc
import os
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.forgetting import Forgetting

# How many more objects than before must live until Python looks for garbage that refers to itself.
GARBAGE = 50_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application: Any = Forgetting(get_wsgi_application())

# With all pages, and what they load when it is first used: a request would wait for it otherwise.
for name in (settings.ROOT_URLCONF, "pypinyin.pinyin_dict", "openpyxl", "markdown_it"):
    import_module(name)
import_module("feedback.selfid").find("我")

# What is loaded by now lives as long as the process: looking through it again and again took a tenth of each request.
gc.collect()
gc.freeze()
gc.set_threshold(GARBAGE, 20, 50)
