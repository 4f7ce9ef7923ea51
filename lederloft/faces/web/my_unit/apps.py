from django.apps import AppConfig


class MyUnitConfig(AppConfig):
    name = "lederloft.faces.web.my_unit"
    label = "my_unit"
