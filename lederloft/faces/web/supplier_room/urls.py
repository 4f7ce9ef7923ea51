"""The room of those who hold gatherings: supplier, coach, facilitator."""

from django.urls import path

from lederloft.faces.web.supplier_room import views

app_name = "supplier_room"
urlpatterns = [path("", views.Overview.as_view(), name="overview")]
