from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "lederloft.domain.strategy"
    label = "strategy"
