from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "lederloft.domain.organisation"
    label = "organisation"
