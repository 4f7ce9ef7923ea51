from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "lederloft.foundation.outbox"
    label = "outbox"
