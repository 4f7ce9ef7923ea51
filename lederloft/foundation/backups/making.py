"""`lederloft backup`: a whole copy while the site serves. The buffer of unsent answers is never copied."""

import shutil
from pathlib import Path

from django.conf import settings

from lederloft.foundation.backups.engines import engine_for
from lederloft.foundation.backups.errors import FolderNotEmpty
from lederloft.foundation.backups.values import FORMAT, MANIFEST, Manifest, Table, digest_file
from lederloft.foundation.clock import api as clock

# In this order: what `default` says has been moved into `answers` must be in the copy of `answers`.
ALIASES = ("default", "answers")


def make_backup(folder: Path, *, version: str) -> Manifest:
    """Copy the databases and then the documents into an empty folder; raises FolderNotEmpty, ToolFailed.

    The list of contents is written last: a folder without it is no backup.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made_at = clock.now().isoformat()
    files: dict[str, str] = {}
    tables: dict[str, dict[str, Table]] = {}
    for alias in ALIASES:
        engine = engine_for(alias)
        target = folder / engine.file_name
        tables[alias] = engine.copy_to(target)
        files[engine.file_name] = digest_file(target)
    files |= _copy_documents(folder)
    manifest = Manifest(FORMAT, version, engine_for("default").name, made_at, files, tables)
    part = folder / f"{MANIFEST}.part"
    part.write_text(manifest.to_text(), encoding="utf-8")
    part.replace(folder / MANIFEST)
    return manifest


def _copy_documents(folder: Path) -> dict[str, str]:
    """Every file of the document store. One that is deleted while we copy had no row in a later moment either."""
    source = Path(settings.MEDIA_ROOT)
    files = {}
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if not path.is_file() or path.suffix == ".part":
            continue
        name = Path("documents") / path.relative_to(source)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, target)
        except FileNotFoundError:
            continue
        files[name.as_posix()] = digest_file(target)
    return files
