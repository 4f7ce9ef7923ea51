from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "lederloft.foundation.documents"
    label = "documents"
