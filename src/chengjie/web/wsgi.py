"""The site as a WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengjie.web.settings")
application = get_wsgi_application()

if os.environ.get("CHENGJIE_WORKER") == "1":
    from chengjie.web import worker

    worker.begin()
