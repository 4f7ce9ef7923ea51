"""The one place where low floors learn of high ones. Dotted names, checked at start; see docs/house.md."""

from datetime import time, timedelta

from lederloft.config.borrowed_marks import BORROWED_MARKS
from lederloft.foundation.backups import api as backups
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.documents import api as documents
from lederloft.foundation.errors.values import N_
from lederloft.foundation.jobs import api as jobs
from lederloft.foundation.outbox import api as outbox
from lederloft.foundation.privacy import api as privacy
from lederloft.foundation.search import api as search
from lederloft.foundation.use_cases import api as use_cases
from lederloft.processes.deliver_a_module import api as deliver_a_module

# Kind of job → handler(job).
JOB_HANDLERS: dict[str, str] = {
    "access.clear_lapsed": "lederloft.foundation.access.api.clear_lapsed",
    "access.mail_invitation": "lederloft.faces.papers.account_mail.api.mail_invitation",
    "access.mail_new_password": "lederloft.faces.papers.account_mail.api.mail_new_password",
    "answers.tend_waves": "lederloft.domain.answers.api.tend_waves",
    "deliver_a_module.tend_calendars": "lederloft.processes.deliver_a_module.api.tend_calendars",
    "health.measure_tables": "lederloft.foundation.health.api.measure_nightly",
    "outbox.collect_digests": "lederloft.foundation.outbox.api.collect_digests",
    "outbox.deliver": "lederloft.foundation.outbox.api.deliver",
    "outbox.sweep": "lederloft.foundation.outbox.api.deliver",
    "privacy.finish_erasures": "lederloft.processes.erase_a_person.api.finish_erasures",
    "privacy.keep_rules": "lederloft.processes.erase_a_person.api.carry_out_retention",
    "privacy.keep_rules_of_installation": "lederloft.processes.erase_a_person.api.carry_out_retention",
}
# Account acts and upkeep of the installation: these kinds may have no municipality.
JOBS_WITHOUT_MUNICIPALITY = frozenset(
    {
        "access.clear_lapsed",
        "access.mail_new_password",
        "health.measure_tables",
        "outbox.deliver",
        "outbox.sweep",
        "privacy.finish_erasures",
        "privacy.keep_rules_of_installation",
    }
)
# What comes back by itself; times are in Oslo.
SCHEDULE = (
    jobs.Recurring("access.clear_lapsed", at=time(3, 0)),
    jobs.Recurring("deliver_a_module.tend_calendars", at=time(0, 10), per_municipality=True),  # roles end at midnight
    jobs.Recurring("answers.tend_waves", every=timedelta(hours=1), per_municipality=True),
    jobs.Recurring("privacy.keep_rules", at=time(3, 30), per_municipality=True),
    jobs.Recurring("privacy.keep_rules_of_installation", at=time(3, 40)),
    jobs.Recurring("privacy.finish_erasures", at=time(3, 50)),
    jobs.Recurring("health.measure_tables", at=time(4, 0)),
    jobs.Recurring("outbox.collect_digests", at=time(6, 30), per_municipality=True),
    jobs.Recurring("outbox.sweep", every=timedelta(minutes=5)),  # what a killed worker left
)

_GATHERING_MAIL = "lederloft.faces.papers.gathering_mail.api"
# Kind of message → who writes it and which choice of the recipient it follows.
MESSAGE_KINDS: dict[str, outbox.MessageKind] = {
    "access.invitation": outbox.MessageKind("lederloft.faces.papers.account_mail.api.render_invitation"),
    "access.new_password": outbox.MessageKind(
        "lederloft.faces.papers.account_mail.api.render_new_password", may_lack_municipality=True
    ),
    outbox.TRIAL: outbox.MessageKind("lederloft.faces.papers.account_mail.api.render_trial"),
    **dict.fromkeys(
        calendars.MESSAGE_KINDS,
        outbox.MessageKind(
            f"{_GATHERING_MAIL}.render_calendar_letter", group="gatherings", is_invitation=True, waits=True
        ),
    ),
    **dict.fromkeys(
        (
            deliver_a_module.SEAT_RESERVED,
            deliver_a_module.PLACE_IN_QUEUE_TAKEN,
            deliver_a_module.MOVED_UP,
            deliver_a_module.SEAT_GIVEN_UP,
        ),
        outbox.MessageKind(f"{_GATHERING_MAIL}.render_place", group="places", waits=True),
    ),
    deliver_a_module.EDITION_CANCELLED: outbox.MessageKind(
        f"{_GATHERING_MAIL}.render_edition_cancelled", group="places", waits=True
    ),
}
# What people choose about together, in the order it is shown.
MESSAGE_GROUPS: dict[str, outbox.Group] = {
    "gatherings": outbox.Group(N_("Samlinger som blir satt opp, flyttet eller avlyst")),
    "places": outbox.Group(N_("Plassen din og køen")),
}
# Kind of recipient → resolve(recipient_id, municipality_id); "account" and "person" are known already.
MAIL_RECIPIENTS: dict[str, str] = {
    "invitation": "lederloft.faces.papers.account_mail.api.reach_invited",
}
# The language of mail to those who haven't chosen one.
MAIL_LANGUAGE = "lederloft.faces.papers.account_mail.api.municipality_language"
# render(request, parts) of the daily summary.
DIGEST_RENDERER = f"{_GATHERING_MAIL}.render_digest"

# Kind of paper → maker(key, acting=, form=) -> Paper.
PAPER_MAKERS: dict[str, str] = {
    "participant_list": "lederloft.faces.papers.documents.api.participant_list",
}

# KeepBy source of a mark → due(now) -> Due: which rows' time is up.
RETENTION_SOURCES: dict[str, str] = {
    "answers.buffer": "lederloft.foundation.privacy.api.stands_until_replaced",  # answers.tend_waves moves them
    "calendars.invitations": "lederloft.foundation.calendars.api.list_due_invitations",
    "organisation.contact": "lederloft.foundation.privacy.api.stands_until_replaced",
    "trail": "lederloft.foundation.privacy.api.stands_until_replaced",
}
# follow(gone) -> {model label: ids} of rows that must go too though no key says so.
ERASURE_FOLLOWERS: tuple[str, ...] = (
    "lederloft.foundation.documents.api.documents_of",
    "lederloft.foundation.drafts.api.drafts_naming",
    "lederloft.foundation.saved_views.api.views_naming",
    "lederloft.foundation.trail.api.reasons_about",
    "lederloft.processes.erase_a_person.api.sessions_of",
)
# Model label → paths(ids) of files that go with its rows.
FILES_OF_ROWS: dict[str, str] = {"documents.documentversion": "lederloft.foundation.documents.api.files_of"}
# export(subject) -> (what, rows) beside what the keys lead to.
EXPORT_SOURCES: tuple[str, ...] = (
    "lederloft.domain.answers.api.export_waiting_answers",
    "lederloft.foundation.trail.api.export_history",
)
# What is put right after a restore, by the name the command tells its count under.
AFTER_RESTORE: dict[str, str] = {
    "ways_in_closed": "lederloft.foundation.access.api.close_ways_in",
    "shut_again": "lederloft.foundation.access.api.shut_again",
    "invited_again": "lederloft.domain.answers.api.settle_after_restore",
}

# Fact → kinds of jobs it starts.
JOBS_BY_FACT: dict[str, tuple[str, ...]] = {
    "access.PasswordResetAsked": ("access.mail_new_password",),
    "access.PersonInvited": ("access.mail_invitation",),
    "access.RoleWithdrawn": ("deliver_a_module.tend_calendars",),
}

# Search asks these, in this order.
SEARCH_SOURCES = (
    "lederloft.domain.organisation.api.search_people",
    "lederloft.domain.strategy.api.search_offers",
    "lederloft.domain.programmes.api.search_editions",
    "lederloft.domain.programmes.api.search_gatherings",
    "lederloft.domain.organisation.api.search_units",
)


def connect() -> None:
    """Hand the tables down. Called once, when the apps are ready."""
    jobs.connect(JOB_HANDLERS, without_municipality=JOBS_WITHOUT_MUNICIPALITY, schedule=SCHEDULE)
    outbox.connect(
        MESSAGE_KINDS,
        groups=MESSAGE_GROUPS,
        recipients=MAIL_RECIPIENTS,
        digest_renderer=DIGEST_RENDERER,
        language=MAIL_LANGUAGE,
    )
    documents.connect_makers(PAPER_MAKERS)
    backups.connect(AFTER_RESTORE)
    privacy.connect(
        municipal="lederloft.foundation.tenancy.api.Municipal",
        here="lederloft.foundation.tenancy.api.require_municipality",
        redo="lederloft.processes.erase_a_person.api.redo_erasure",
        retention=RETENTION_SOURCES,
        followers=ERASURE_FOLLOWERS,
        files=FILES_OF_ROWS,
        exports=EXPORT_SOURCES,
        borrowed=BORROWED_MARKS,
    )
    use_cases.subscribe(JOBS_BY_FACT)
    search.connect(SEARCH_SOURCES)
