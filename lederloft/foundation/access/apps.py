from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lederloft.foundation.access"
    label = "access"
