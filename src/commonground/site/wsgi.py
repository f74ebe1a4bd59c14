"""The WSGI entry point for any server."""

import os

from django.core.wsgi import get_wsgi_application

from commonground.core.garbage import seek_garbage_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.site.settings")
application = get_wsgi_application()
seek_garbage_seldom()
