from django.apps import AppConfig


class RepresentativesConfig(AppConfig):
    name = "lederloft.faces.web.representatives"
    label = "representatives"
