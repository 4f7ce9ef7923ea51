from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lederloft.domain.programmes"
    label = "programmes"
