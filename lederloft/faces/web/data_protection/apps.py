from django.apps import AppConfig


class DataProtectionConfig(AppConfig):
    name = "lederloft.faces.web.data_protection"
    label = "data_protection"
