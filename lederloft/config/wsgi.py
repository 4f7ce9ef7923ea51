"""The server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lederloft.config.settings.production")
application = get_wsgi_application()
