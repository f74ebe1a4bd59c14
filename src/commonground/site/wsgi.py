"""The WSGI entry point for any server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.site.settings")
application = get_wsgi_application()

# What is loaded by now stays. Were all of it searched for garbage every few requests, as by default, readers would wait
# for a third of a second.
gc.freeze()
gc.set_threshold(50_000, 20, 100)
