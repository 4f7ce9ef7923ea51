"""The server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.umask(0o077)  # databases, their logs and documents: for the owner of the process alone
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lederloft.config.settings.production")
application = get_wsgi_application()
