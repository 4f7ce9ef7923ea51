from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "lederloft.foundation.drafts"
    label = "drafts"
