"""The door to access."""

from lederloft.foundation.access.account_errors import (
    AccountNotFound,
    NoOidc,
    ResetLinkInvalid,
    TooManyAttempts,
    TwoStepAlreadySetUp,
)
from lederloft.foundation.access.accounts import (
    AccountHere,
    InvitationHere,
    count_accounts,
    list_accounts,
    list_open_invitations,
)
from lederloft.foundation.access.adapters import client_address
from lederloft.foundation.access.addresses import reach_account, reach_person
from lederloft.foundation.access.administrators import keep_an_administrator, list_without_administrator
from lederloft.foundation.access.after_restore import close_ways_in, shut_again
from lederloft.foundation.access.commands.accept_invitation import accept_invitation
from lederloft.foundation.access.commands.ask_for_new_password import ask_for_new_password
from lederloft.foundation.access.commands.change_password import change_password
from lederloft.foundation.access.commands.choose_screen import choose_screen
from lederloft.foundation.access.commands.create_token import create_token
from lederloft.foundation.access.commands.demand_two_step import demand_two_step
from lederloft.foundation.access.commands.demand_two_step_of_all import demand_two_step_of_all
from lederloft.foundation.access.commands.disable_account import disable_account
from lederloft.foundation.access.commands.disconnect_subject import disconnect_subject
from lederloft.foundation.access.commands.enable_account import enable_account
from lederloft.foundation.access.commands.end_stand_in import end_stand_in
from lederloft.foundation.access.commands.grant_role import MAY_REACH, grant_role, usual_reach
from lederloft.foundation.access.commands.invite_person import invite_person
from lederloft.foundation.access.commands.name_stand_in import name_stand_in
from lederloft.foundation.access.commands.remove_lost_two_step import remove_lost_two_step
from lederloft.foundation.access.commands.remove_two_step import remove_two_step
from lederloft.foundation.access.commands.renew_recovery_codes import CodeShown, renew_recovery_codes
from lederloft.foundation.access.commands.reset_password import reset_password
from lederloft.foundation.access.commands.revoke_token import revoke_token
from lederloft.foundation.access.commands.set_up_two_step import set_up_two_step
from lederloft.foundation.access.commands.withdraw_invitation import withdraw_invitation
from lederloft.foundation.access.commands.withdraw_role import withdraw_role
from lederloft.foundation.access.invitations import OpenInvitation, get_invited_mail, get_open_invitation
from lederloft.foundation.access.leaving import delete_placeless_accounts, list_member_account_ids
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.access.oidc import finish_oidc, get_oidc, get_oidc_sign_out_url, has_subject, start_oidc
from lederloft.foundation.access.passwords import find_by_reset_link, get_reset_path
from lederloft.foundation.access.queries import (
    GRANT_FIELDS,
    acting_of,
    acting_with,
    get_acting,
    valid_grants,
)
from lederloft.foundation.access.role_errors import LastAdministrator
from lederloft.foundation.access.role_policies import may_manage_roles
from lederloft.foundation.access.role_queries import (
    account_id_by_email,
    account_ids_of,
    list_roles,
    list_stand_ins,
    person_ids_holding,
    person_ids_of,
)
from lederloft.foundation.access.secret_boxes import derive, hash_secret
from lederloft.foundation.access.set_up_links import (
    check_set_up_token,
    get_set_up,
    is_last_set_up_link,
    new_set_up_path,
    use_set_up_token,
)
from lederloft.foundation.access.sign_in import (
    check_code,
    exact_address,
    is_code_awaited,
    is_own_password,
    must_set_up_two_step,
    note_two_step_done,
    sign_in_as_example,
    sign_in_with_code,
    sign_in_with_password,
    sign_out,
)
from lederloft.foundation.access.tokens import find_acting_by_token, list_tokens, new_token_secret
from lederloft.foundation.access.two_step import (
    TwoStepTicket,
    has_two_step,
    list_unused_recovery_codes,
    new_ticket,
    read_ticket,
)
from lederloft.foundation.access.upkeep import clear_lapsed

__all__ = [
    "GRANT_FIELDS",
    "MAY_REACH",
    "Account",
    "AccountHere",
    "AccountNotFound",
    "CodeShown",
    "InvitationHere",
    "LastAdministrator",
    "Membership",
    "NoOidc",
    "OpenInvitation",
    "ResetLinkInvalid",
    "TooManyAttempts",
    "TwoStepAlreadySetUp",
    "TwoStepTicket",
    "accept_invitation",
    "account_id_by_email",
    "account_ids_of",
    "acting_of",
    "acting_with",
    "ask_for_new_password",
    "change_password",
    "check_code",
    "check_set_up_token",
    "choose_screen",
    "clear_lapsed",
    "client_address",
    "close_ways_in",
    "count_accounts",
    "create_token",
    "delete_placeless_accounts",
    "demand_two_step",
    "demand_two_step_of_all",
    "derive",
    "disable_account",
    "disconnect_subject",
    "enable_account",
    "end_stand_in",
    "exact_address",
    "find_acting_by_token",
    "find_by_reset_link",
    "finish_oidc",
    "get_acting",
    "get_invited_mail",
    "get_oidc",
    "get_oidc_sign_out_url",
    "get_open_invitation",
    "get_reset_path",
    "get_set_up",
    "grant_role",
    "has_subject",
    "has_two_step",
    "hash_secret",
    "invite_person",
    "is_code_awaited",
    "is_last_set_up_link",
    "is_own_password",
    "keep_an_administrator",
    "list_accounts",
    "list_member_account_ids",
    "list_open_invitations",
    "list_roles",
    "list_stand_ins",
    "list_tokens",
    "list_unused_recovery_codes",
    "list_without_administrator",
    "may_manage_roles",
    "must_set_up_two_step",
    "name_stand_in",
    "new_set_up_path",
    "new_ticket",
    "new_token_secret",
    "note_two_step_done",
    "person_ids_holding",
    "person_ids_of",
    "reach_account",
    "reach_person",
    "read_ticket",
    "remove_lost_two_step",
    "remove_two_step",
    "renew_recovery_codes",
    "reset_password",
    "revoke_token",
    "set_up_two_step",
    "shut_again",
    "sign_in_as_example",
    "sign_in_with_code",
    "sign_in_with_password",
    "sign_out",
    "start_oidc",
    "use_set_up_token",
    "usual_reach",
    "valid_grants",
    "withdraw_invitation",
    "withdraw_role",
]
