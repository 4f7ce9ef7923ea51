from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "lederloft.foundation.tenancy"
    label = "tenancy"
