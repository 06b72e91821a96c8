"""The WSGI entry: forgets who is asking before Django sees the request (contract 1)."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

from config.forgetting import Forgetting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application: Any = Forgetting(get_wsgi_application())
