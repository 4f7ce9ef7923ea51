from django.apps import AppConfig


class DevelopmentOfficeConfig(AppConfig):
    name = "lederloft.faces.web.development_office"
    label = "development_office"
