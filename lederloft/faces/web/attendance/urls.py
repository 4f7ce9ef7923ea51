"""The attendance list of a gathering: one page for those who hold it and for the development office."""

from django.urls import path

from lederloft.faces.web.attendance import views

app_name = "attendance"
urlpatterns = [path("/<slug:key>", views.Sheet.as_view(), name="sheet")]
