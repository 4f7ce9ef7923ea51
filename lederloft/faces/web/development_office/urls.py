"""The development office's room: Utviklingskontoret."""

from django.urls import path

from lederloft.faces.web.development_office import (
    attendance,
    editions,
    facilitators,
    gatherings,
    offers,
    overview,
    participants,
)

app_name = "development_office"
urlpatterns = [
    path("", overview.Overview.as_view(), name="overview"),
    path("/tilbud", offers.Offers.as_view(), name="offers"),
    path("/tilbud/nytt", offers.NewOffer.as_view(), name="new_offer"),
    path("/tilbud/<slug:key>", offers.Offer.as_view(), name="offer"),
    path("/tilbud/<slug:key>/endre", offers.ChangeOffer.as_view(), name="change_offer"),
    path("/tilbud/<slug:key>/apne", offers.OpenOffer.as_view(), name="open_offer"),
    path("/tilbud/<slug:key>/avslutt", offers.EndOffer.as_view(), name="end_offer"),
    path("/tilbud/<slug:key>/ny-modul", offers.NewModule.as_view(), name="new_module"),
    path("/moduler/<slug:key>/endre", offers.ChangeModule.as_view(), name="change_module"),
    path("/moduler/<slug:key>/ny-gjennomforing", editions.NewEdition.as_view(), name="new_edition"),
    path("/gjennomforinger/<slug:key>", participants.EditionView.as_view(), name="edition"),
    path("/gjennomforinger/<slug:key>/endre", editions.ChangeEdition.as_view(), name="change_edition"),
    path("/gjennomforinger/<slug:key>/apne", editions.OpenEdition.as_view(), name="open_edition"),
    path("/gjennomforinger/<slug:key>/avslutt", editions.CloseEdition.as_view(), name="close_edition"),
    path("/gjennomforinger/<slug:key>/avlys", editions.CancelEdition.as_view(), name="cancel_edition"),
    path("/gjennomforinger/<slug:key>/meld-pa", participants.SignUp.as_view(), name="sign_up"),
    path("/gjennomforinger/<slug:key>/samlinger", gatherings.Gatherings.as_view(), name="gatherings"),
    path("/gjennomforinger/<slug:key>/fasilitatorer", facilitators.Facilitators.as_view(), name="facilitators"),
    path(
        "/gjennomforinger/<slug:key>/fasilitatorer/ta-bort",
        facilitators.ReleaseFacilitator.as_view(),
        name="release_facilitator",
    ),
    path("/gjennomforinger/<slug:key>/deltakere/<slug:seat>", participants.SeatView.as_view(), name="seat"),
    path("/samlinger/<slug:key>/flytt", gatherings.MoveGathering.as_view(), name="move_gathering"),
    path("/samlinger/<slug:key>/avlys", gatherings.CancelGathering.as_view(), name="cancel_gathering"),
    path("/samlinger/<slug:key>/oppmote", attendance.Attendance.as_view(), name="attendance"),
]
