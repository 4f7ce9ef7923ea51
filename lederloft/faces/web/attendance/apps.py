from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "lederloft.faces.web.attendance"
    label = "attendance"
