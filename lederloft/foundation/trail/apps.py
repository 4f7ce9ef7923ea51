from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "lederloft.foundation.trail"
    label = "trail"
