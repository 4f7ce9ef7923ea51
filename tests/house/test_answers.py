"""The inspector: only the answer store uses its two databases, and few acts leave no trace."""

import ast

from django.apps import apps
from django.conf import settings
from django.db import models, router

from house import files

# Acts without a fact, each because a fact would reveal a person, or says nothing to anybody else.
WITHOUT_TRAIL = {
    ("lederloft/domain/answers/commands/flush_buffer.py", "flush_buffer"),
    ("lederloft/domain/answers/commands/give_answer.py", "_give_answer"),
    ("lederloft/domain/answers/commands/settle_after_restore.py", "settle_open_waves"),
    ("lederloft/domain/answers/commands/withdraw_answer.py", "_withdraw_answer"),
    ("lederloft/foundation/drafts/commands/drop_draft.py", "drop_draft"),
    ("lederloft/foundation/drafts/commands/save_draft.py", "save_draft"),
    ("lederloft/foundation/saved_views/commands/drop_view.py", "drop_view"),
    ("lederloft/foundation/saved_views/commands/save_view.py", "save_view"),
}


def test_few_acts_leave_no_trace() -> None:
    found = set()
    for name in files.committed():
        if name.startswith("lederloft/") and name.endswith(".py"):
            for node in ast.walk(ast.parse(files.text_of(name))):
                if isinstance(node, ast.FunctionDef) and any(_is_without_trail(one) for one in node.decorator_list):
                    found.add((name, node.name))
    assert found == WITHOUT_TRAIL


def _is_without_trail(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and any(
        option.arg == "trail" and isinstance(option.value, ast.Constant) and not option.value.value
        for option in decorator.keywords
    )


def test_only_the_answer_store_uses_the_two_other_databases() -> None:
    homes = {model._meta.label: router.db_for_write(model) for model in apps.get_models(include_auto_created=True)}
    apart = {label: alias for label, alias in homes.items() if alias != "default"}
    assert apart == {
        "answers.Answer": "answers",
        "answers.MovedSlip": "answers",
        "answers.BufferedAnswer": "buffer",
    }
    assert set(settings.DATABASES) == {"default", *apart.values()}


def test_no_key_leads_from_one_database_to_another() -> None:
    crossing = [
        f"{model._meta.label}.{one.name}"
        for model in apps.get_models(include_auto_created=True)
        for one in model._meta.local_concrete_fields
        if isinstance(one, models.ForeignKey) and router.db_for_write(one.related_model) != router.db_for_write(model)
    ]
    assert crossing == []


def test_no_moment_stands_beside_an_answer() -> None:
    beside = [apps.get_model("answers", name) for name in ("Answer", "MovedSlip", "BufferedAnswer")]
    moments = [
        f"{model._meta.label}.{one.name}"
        for model in beside
        for one in model._meta.local_concrete_fields
        if isinstance(one, models.DateField | models.TimeField | models.GenericIPAddressField | models.AutoField)
    ]
    assert moments == []
    whole_wave = {"keep_until"}  # the same for everybody asked in a wave
    of_invitation = apps.get_model("answers", "Invitation")._meta.local_concrete_fields
    assert {one.name for one in of_invitation if isinstance(one, models.DateField)} == whole_wave
