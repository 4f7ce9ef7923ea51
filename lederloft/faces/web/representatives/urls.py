"""The room of union and safety representatives: Tillitsvalgte."""

from django.urls import path

from lederloft.faces.web.representatives import views

app_name = "representatives"
urlpatterns = [path("", views.Overview.as_view(), name="overview")]
