"""The addresses of IT's room."""

from django.urls import URLPattern, path

from lederloft.faces.web.entrance import it_accounts, it_overview, it_sign_in

urlpatterns: list[URLPattern] = [
    path("drift", it_overview.Overview.as_view(), name="it_overview"),
    path("drift/e-post/<slug:key>/send", it_overview.SendAgain.as_view(), name="send_mail_again"),
    path("drift/jobber/<slug:key>/stopp", it_overview.CancelJob.as_view(), name="cancel_job"),
    path("drift/jobber/<slug:key>/start", it_overview.RestartJob.as_view(), name="restart_job"),
    path("drift/kontoer", it_accounts.Accounts.as_view(), name="accounts"),
    path("drift/kontoer/inviter", it_accounts.Invite.as_view(), name="invite"),
    path("drift/kontoer/<slug:key>", it_accounts.AccountPage.as_view(), name="account"),
    path("drift/kontoer/<slug:key>/steng", it_accounts.DisableAccount.as_view(), name="disable_account"),
    path("drift/kontoer/<slug:key>/apne", it_accounts.EnableAccount.as_view(), name="enable_account"),
    path("drift/kontoer/<slug:key>/krev-kode", it_accounts.DemandTwoStep.as_view(), name="demand_two_step"),
    path("drift/kontoer/<slug:key>/ikke-krev-kode", it_accounts.LetTwoStepBe.as_view(), name="let_two_step_be"),
    path("drift/kontoer/<slug:key>/fjern-kode", it_accounts.RemoveLostTwoStep.as_view(), name="remove_lost_two_step"),
    path("drift/invitasjoner/<slug:key>/trekk", it_accounts.WithdrawInvitation.as_view(), name="withdraw_invitation"),
    path("drift/innlogging", it_sign_in.SignInSettings.as_view(), name="sign_in_settings"),
    path("drift/innlogging/<slug:slug>", it_sign_in.ServiceSettings.as_view(), name="service_settings"),
]
