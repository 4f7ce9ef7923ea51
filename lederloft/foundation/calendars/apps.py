from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "lederloft.foundation.calendars"
    label = "calendars"
