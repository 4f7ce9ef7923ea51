from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "lederloft.faces.web.results"
    label = "results"
