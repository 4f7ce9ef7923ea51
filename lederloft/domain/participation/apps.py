from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "lederloft.domain.participation"
    label = "participation"
