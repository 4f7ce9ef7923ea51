"""The floor's addresses."""

from django.urls import path

from bench.floor import views

urlpatterns = [
    path("one", views.one),
    path("many/<int:count>", views.many),
    path("csv/<int:count>", views.as_csv),
    path("xlsx/<int:count>", views.as_xlsx),
    path("commit", views.commit),
]
