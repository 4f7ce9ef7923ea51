from django.apps import AppConfig


class UseCasesConfig(AppConfig):
    name = "lederloft.foundation.use_cases"
    label = "use_cases"
