from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "lederloft.domain.answers"
    label = "answers"
