from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "lederloft.config"
    label = "config"

    def ready(self) -> None:
        """Low floors learn of high ones here, once."""
        from lederloft.config import wiring

        wiring.connect()
