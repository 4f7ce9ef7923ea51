"""A picture drawn anew, so that it bears nothing but itself."""

import io
import struct
from typing import Final

from PIL import Image, ImageOps

from lederloft.domain.organisation.rules import LARGEST_LOGO_SIDE

_FAULTS: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)
_PHOTOGRAPHS: Final = frozenset({"JPEG", "MPO"})  # the other is a JPEG with more behind it, as telephones write
_OWN: Final = frozenset({"transparency"})  # which colour of a palette is none: part of the picture


def drawn_anew(content: bytes) -> bytes | None:
    """The same PNG or JPEG, upright, without place, camera, author and words beside it; None when it can't be drawn.

    A logo is shown to everybody, and a photograph tells where and when it was taken.
    """
    drawn = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            # What the head told before may not be what is read here, and laying it out takes the memory of its sides.
            if max(opened.size) > LARGEST_LOGO_SIDE:
                return None
            is_photograph = opened.format in _PHOTOGRAPHS
            picture = ImageOps.exif_transpose(opened).copy()
        picture.info = {name: value for name, value in picture.info.items() if name in _OWN}
        if is_photograph:
            picture.save(drawn, "JPEG", quality=92, optimize=True)
        else:
            picture.save(drawn, "PNG", optimize=True)
    except _FAULTS:
        return None
    return drawn.getvalue()
