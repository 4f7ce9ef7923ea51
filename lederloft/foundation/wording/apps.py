from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "lederloft.foundation.wording"
    label = "wording"
