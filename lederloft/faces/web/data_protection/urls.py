"""The data protection officer's room, and what everybody may ask."""

from django.urls import path

from lederloft.faces.web.data_protection import own_data, views

app_name = "data_protection"
urlpatterns = [
    path("personvern", views.Overview.as_view(), name="overview"),
    path("personvern/protokoll", views.Processing.as_view(), name="processing"),
    path("personvern/erklaeringer", views.Statements.as_view(), name="statements"),
    path("personvern/slett", views.Find.as_view(), name="find"),
    path("personvern/slett/<slug:key>", views.Erase.as_view(), name="erase"),
    path("personvern/kvitteringer/<slug:key>", views.ReceiptPage.as_view(), name="receipt"),
    path("hva-vi-lagrer", own_data.stored_about_you, name="stored_about_you"),
    path("hva-vi-lagrer/alt-om-meg.json", own_data.OwnData.as_view(), name="own_data"),
]
