"""Style sheets, scripts and fonts put where the server serves them from: again only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static() -> None:
    """Packing them takes production many seconds, and a server that was killed shall be back within five."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root.with_name(f"{root.name}.collected"), _state()
    if root.is_dir() and stamp.is_file() and stamp.read_text(encoding="utf-8") == now:
        return
    stamp.unlink(missing_ok=True)  # killed half-way, it is done again
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now, encoding="utf-8")


def _state() -> str:
    """A name for what would be collected, and how."""
    whole = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            at = Path(storage.path(name)).stat()
            whole.update(f"{name} {at.st_size} {at.st_mtime_ns}\n".encode())
    return whole.hexdigest()
