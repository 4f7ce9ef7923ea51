"""The addresses of the door and of one's own sign-in. The library's own address book is not mounted."""

from django.conf import settings
from django.urls import URLPattern, path

from lederloft.faces.web.entrance import choices, own_pages, sign_in_pages

urlpatterns: list[URLPattern] = [
    path("", choices.home, name="home"),
    path("logg-inn", sign_in_pages.SignIn.as_view(), name="account_login"),
    path("logg-inn/kode", sign_in_pages.SignInCode.as_view(), name="mfa_authenticate"),
    path("logg-inn/glemt-passord", sign_in_pages.AskForNewPassword.as_view(), name="ask_for_new_password"),
    path("logg-inn/glemt-passord/sendt", sign_in_pages.new_password_asked, name="new_password_asked"),
    path("logg-inn/nytt-passord/<str:key>/<str:token>", sign_in_pages.NewPassword.as_view(), name="new_password"),
    path("logg-inn/tjeneste", sign_in_pages.start_oidc, name="openid_connect_login"),
    path("logg-inn/tjeneste/svar", sign_in_pages.finish_oidc, name="openid_connect_callback"),
    path("invitasjon/<str:token>", sign_in_pages.TakeInvitation.as_view(), name="take_invitation"),
    path("logg-ut", sign_in_pages.sign_out, name="sign_out"),
    path("logg-ut/ferdig", sign_in_pages.signed_out, name="signed_out"),
    path("bytt-kommune", choices.choose_municipality, name="choose_municipality"),
    path("sprak", choices.choose_language, name="choose_language"),
    path("utseende", choices.choose_colours, name="choose_colours"),
    path("meg/innlogging", own_pages.OwnSignIn.as_view(), name="own_sign_in"),
    path("meg/innlogging/to-trinn", own_pages.SetUpTwoStep.as_view(), name="two_step_set_up"),
    path("meg/innlogging/to-trinn/av", own_pages.RemoveTwoStep.as_view(), name="two_step_remove"),
    path("meg/innlogging/reservekoder", own_pages.RenewRecoveryCodes.as_view(), name="two_step_codes"),
    path("meg/innlogging/passord", own_pages.ChangePassword.as_view(), name="change_password"),
    path("meg/innlogging/tjeneste", own_pages.ConnectOidc.as_view(), name="connect_oidc"),
    path("meg/innlogging/tjeneste/start", own_pages.start_connecting, name="connect_oidc_start"),
    path("meg/innlogging/tjeneste/av", own_pages.DisconnectOidc.as_view(), name="disconnect_oidc"),
    path("meg/nokler", own_pages.Tokens.as_view(), name="tokens"),
    path("meg/nokler/<str:key>/slett", own_pages.RevokeToken.as_view(), name="revoke_token"),
]
if settings.ONE_CLICK_SIGN_IN:
    urlpatterns.append(path("logg-inn/som/<str:role>", sign_in_pages.sign_in_as, name="sign_in_as"))
