from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "lederloft.faces.web.kit"
    label = "kit"
