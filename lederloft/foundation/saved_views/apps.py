from django.apps import AppConfig


class SavedViewsConfig(AppConfig):
    name = "lederloft.foundation.saved_views"
    label = "saved_views"
