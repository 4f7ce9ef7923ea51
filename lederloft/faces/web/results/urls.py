"""Results for politicians and citizens: open to all, no person in it."""

from django.urls import path

from lederloft.faces.web.results import views

app_name = "results"
urlpatterns = [path("/<slug:slug>", views.results, name="overview")]
