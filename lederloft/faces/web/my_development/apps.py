from django.apps import AppConfig


class MyDevelopmentConfig(AppConfig):
    name = "lederloft.faces.web.my_development"
    label = "my_development"
