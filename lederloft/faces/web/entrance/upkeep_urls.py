"""Addresses of the set-up guide, of IT's first page, and of what each person hears about."""

from django.urls import URLPattern, path

from lederloft.faces.web.entrance import it_municipality, it_room_people, it_room_state, notices, set_up, set_up_pages

urlpatterns: list[URLPattern] = [
    path("oppsett", set_up.Start.as_view(), name="set_up"),
    path("oppsett/lenke/<str:token>", set_up.Link.as_view(), name="set_up_link"),
    path("oppsett/ferdig", set_up_pages.Done.as_view(), name="set_up_done"),
    path(
        "oppsett/administrator/<slug:key>/trekk",
        set_up_pages.WithdrawAdministrator.as_view(),
        name="withdraw_administrator",
    ),
    path("oppsett/<slug:slug>", set_up_pages.step, name="set_up_step"),
    path("varsler", notices.Notices.as_view(), name="notices"),
    path("meg", notices.Me.as_view(), name="me"),
    path("meg/varsler", notices.NoticeChoices.as_view(), name="notice_choices"),
    path("drift/tilstand", it_room_state.State.as_view(), name="it_state"),
    path("drift/tilstand/prov-e-post", it_room_state.TryMail.as_view(), name="try_mail"),
    path("drift/kommunen", it_municipality.OurMunicipality.as_view(), name="municipality"),
    path("drift/kommunen/om", it_municipality.ChangeAbout.as_view(), name="municipality_about"),
    path("drift/kommunen/titler", it_municipality.ChangeTitles.as_view(), name="municipality_titles"),
    path("drift/kommunen/kontakt", it_municipality.ChangeContact.as_view(), name="municipality_contact"),
    path(
        "drift/kommunen/tilgjengelighet",
        it_municipality.ChangeAccessibility.as_view(),
        name="municipality_accessibility",
    ),
    path("drift/inviter", it_room_people.InvitePeople.as_view(), name="invite_people"),
    path("drift/krev-kode", it_room_people.DemandOfAll.as_view(), name="demand_two_step_of_all"),
    path("drift/kontoer/<slug:key>/roller", it_room_people.Roles.as_view(), name="account_roles"),
    path("drift/kontoer/<slug:key>/roller/<slug:grant>/trekk", it_room_people.Withdraw.as_view(), name="withdraw_role"),
    path("drift/kontoer/<slug:key>/stedfortredere", it_room_people.StandIns.as_view(), name="account_stand_ins"),
    path(
        "drift/kontoer/<slug:key>/stedfortredere/<slug:stand_in>/avslutt",
        it_room_people.EndStandIn.as_view(),
        name="end_account_stand_in",
    ),
]
