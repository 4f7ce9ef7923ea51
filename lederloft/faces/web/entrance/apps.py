from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "lederloft.faces.web.entrance"
    label = "entrance"
