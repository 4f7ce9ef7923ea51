"""The leader's room: Min utvikling."""

from django.urls import path

from lederloft.faces.web.my_development import views

app_name = "my_development"
urlpatterns = [
    path("", views.Overview.as_view(), name="overview"),
    path("/samlinger", views.Gatherings.as_view(), name="gatherings"),
    path("/tilbud", views.Offers.as_view(), name="offers"),
    path("/tilbud/<slug:key>", views.EditionView.as_view(), name="edition"),
    path("/tilbud/<slug:key>/meld-meg-pa", views.SignUp.as_view(), name="sign_up"),
    path("/tilbud/<slug:key>/gi-fra-meg-plassen", views.GiveUp.as_view(), name="give_up"),
]
