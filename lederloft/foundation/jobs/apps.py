from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lederloft.foundation.jobs"
    label = "jobs"
