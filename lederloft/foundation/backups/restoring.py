"""`lederloft restore`: whole and verified row by row, or not at all."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from django.conf import settings

from lederloft.foundation.backups.engines import Engine, engine_for
from lederloft.foundation.backups.errors import BackupDamaged, BackupForOtherEngine
from lederloft.foundation.backups.making import ALIASES
from lederloft.foundation.backups.presence import alone, stop_present
from lederloft.foundation.backups.values import DOCUMENTS, MANIFEST, Manifest, digest_file


def read_backup(folder: Path) -> Manifest:
    """The list of contents, after every file has been checked against it. Raises BackupDamaged."""
    try:
        manifest = Manifest.from_text((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BackupDamaged(what=f"{MANIFEST} mangler") from None
    except (ValueError, OSError):
        raise BackupDamaged(what=MANIFEST) from None
    for name, sha256 in manifest.files.items():
        inside = PurePosixPath(name)
        if not inside.parts or inside.is_absolute() or ".." in inside.parts:
            raise BackupDamaged(what=name)
        if not _is_whole(folder / name, folder, sha256):
            raise BackupDamaged(what=name[:200])
    return manifest


def _is_whole(path: Path, folder: Path, sha256: str) -> bool:
    """There, unchanged, and no link anywhere on the way makes the name another place's."""
    try:
        is_ours = path.is_file() and path.resolve() == folder.resolve() / path.relative_to(folder)
        return is_ours and digest_file(path) == sha256
    except (OSError, ValueError):  # no name a file can bear
        return False


def restore_backup(folder: Path, *, stop: bool, afterwards: Callable[[Manifest], None]) -> Manifest:
    """Put the backup in place of what is there.

    ``afterwards`` runs on the restored databases (migrate, erasures done again, waiting answers invited again).
    Raises StillRunning, BackupDamaged, BackupForOtherEngine, ToolFailed; then nothing has been changed.
    """
    manifest = read_backup(folder)
    engines = {alias: engine_for(alias) for alias in ALIASES}
    ours = engines["default"].name
    if manifest.engine != ours:
        raise BackupForOtherEngine(theirs=manifest.engine, ours=ours)
    if stop:
        stop_present()
    with alone(within_seconds=30 if stop else 0):
        _restore(folder, manifest, engines)
        afterwards(manifest)
    return manifest


def _restore(folder: Path, manifest: Manifest, engines: Mapping[str, Engine]) -> None:
    """Lay the copy beside what is there, compare it row by row, and swap."""
    with ExitStack() as undo:
        for alias, engine in engines.items():
            undo.callback(engine.give_up)
            if engine.prepare(folder / engine.file_name) != manifest.tables.get(alias):
                raise BackupDamaged(what=engine.file_name)
        documents = _prepare_documents(folder, manifest)
        undo.callback(shutil.rmtree, documents, ignore_errors=True)
        undo.pop_all()
    for engine in engines.values():
        engine.swap()
    _swap_documents(documents)


def _prepare_documents(folder: Path, manifest: Manifest) -> Path:
    """Those the list of contents names, and no others: what somebody has laid beside them isn't ours."""
    target = Path(settings.MEDIA_ROOT).with_suffix(".restored")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in manifest.files:
        inside = PurePosixPath(name)
        if len(inside.parts) > 1 and inside.parts[0] == DOCUMENTS:
            copy = target.joinpath(*inside.parts[1:])
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, copy)
    return target


def _swap_documents(prepared: Path) -> None:
    live = Path(settings.MEDIA_ROOT)
    former = live.with_suffix(".former")
    shutil.rmtree(former, ignore_errors=True)
    if live.exists():
        live.rename(former)
    prepared.rename(live)
    shutil.rmtree(former, ignore_errors=True)
