"""A logo bears nothing but the picture."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from lederloft.domain.organisation.api import get_logo
from lederloft.domain.organisation.commands.pictures import drawn_anew
from lederloft.domain.organisation.commands.set_logo import set_logo
from lederloft.domain.organisation.rules import LARGEST_LOGO_SIDE, picture_size
from lederloft.foundation.documents.api import FileDamaged
from lederloft.foundation.tenancy.api import scope
from tests.domain.organisation.conftest import Place

WORDS = ["Kari Nordmann", "2024:05:01", "Kamera-9000", "laget av Kari", "<x:xmpmeta>", "farger fra Kari"]
WHO, WHERE, CAMERA, COMMENT, XMP, PROFILE = WORDS


def photograph(kind: str, *, turned: bool = False) -> bytes:
    """A wide picture, red at the left, with all that a camera and a program may write beside it."""
    picture = Image.new("RGB", (40, 20), "blue")
    picture.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x013B], exif[0x0110] = WHO, CAMERA
    exif.get_ifd(0x8825)[29] = WHERE  # the day it was taken, beside the place
    if turned:
        exif[0x0112] = 6  # to be turned a quarter to the right before it is shown
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", COMMENT)
    words.add_itxt("XML:com.adobe.xmp", XMP)
    out = io.BytesIO()
    if kind == "JPEG":
        about = {"comment": COMMENT, "xmp": XMP.encode(), "icc_profile": PROFILE.encode()}
        picture.save(out, "JPEG", quality=100, subsampling=0, exif=exif, **about)
    else:
        picture.save(out, "PNG", exif=exif, pnginfo=words)
    return out.getvalue() + b"laget av Kari"


def is_red(picture: Image.Image, at: tuple[int, int]) -> bool:
    red, _green, blue = picture.convert("RGB").getpixel(at)
    return red > 200 > 60 > blue


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_nothing_is_left_but_the_picture(kind: str) -> None:
    content = photograph(kind)
    assert sum(word.encode() in content for word in WORDS) >= 4  # the test would see it
    drawn = drawn_anew(content)
    assert drawn is not None
    assert not [word for word in WORDS if word.encode() in drawn]
    assert b"Exif" not in drawn
    assert b"eXIf" not in drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        assert (picture.format, picture.size) == (kind, (40, 20))
        assert not picture.getexif()
        assert is_red(picture, (5, 10))
        assert not is_red(picture, (35, 10))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_turned_photograph_stands_upright_without_being_told(kind: str) -> None:
    drawn = drawn_anew(photograph(kind, turned=True))
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == (20, 40)
        assert is_red(picture, (10, 5))
        assert not is_red(picture, (10, 35))


def test_what_is_clear_stays_clear() -> None:
    out = io.BytesIO()
    palette = Image.new("P", (10, 10), 0)
    palette.putpalette([255, 0, 0, 0, 0, 255])
    palette.save(out, "PNG", transparency=0)
    drawn = drawn_anew(out.getvalue())
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.convert("RGBA").getpixel((5, 5))[3] == 0


def a_telephones_photograph() -> bytes:
    """A JPEG with a smaller one behind it, which is how many telephones write one."""
    behind = Image.new("RGB", (8, 4), "blue")
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "MPO", save_all=True, append_images=[behind])
    return out.getvalue()


def test_a_photograph_with_a_smaller_one_behind_it_is_drawn_as_one(place: Place) -> None:
    content = a_telephones_photograph()
    with Image.open(io.BytesIO(content)) as seen:
        assert (seen.format, seen.n_frames) == ("MPO", 2)
    set_logo("logo.jpg", content=content, acting=place.office)
    with scope(place.municipality.id):
        kept = get_logo().content
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (40, 20))
        assert is_red(picture, (20, 10))


def a_png_with_two_heads(second: tuple[int, int]) -> bytes:
    """One side for who reads its first head, another for who reads its last."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    heads = [part(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)) for size in ((100, 100), second)]
    rows = part(b"IDAT", zlib.compress(bytes(second[1] * (1 + second[0]))))
    return b"\x89PNG\r\n\x1a\n" + b"".join(heads) + rows + part(b"IEND", b"")


def test_a_picture_that_says_two_sizes_is_drawn_at_none_beyond_the_limit(place: Place) -> None:
    within, beyond = ((side, 10) for side in (LARGEST_LOGO_SIDE, LARGEST_LOGO_SIDE + 1))
    assert drawn_anew(a_png_with_two_heads(within)) is not None  # the size alone decides
    content = a_png_with_two_heads(beyond)
    assert picture_size(content) == (100, 100)
    assert drawn_anew(content) is None
    with pytest.raises(FileDamaged):
        set_logo("logo.png", content=content, acting=place.office)


def test_a_picture_beyond_the_limit_is_never_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(_picture: object) -> None:
        pytest.fail("it was laid out in memory")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", load)
    assert drawn_anew(a_png_with_two_heads((9_000, 9_000))) is None


@pytest.mark.parametrize(
    "content",
    [
        photograph("JPEG")[:150],
        photograph("PNG")[:60],
        b"GIF89a" + photograph("PNG")[6:],
        b"%PDF-1.7 " + photograph("JPEG"),
        b"",
    ],
    ids=["head of a jpeg", "head of a png", "gif", "pdf", "nothing"],
)
def test_what_is_no_whole_picture_is_not_drawn(content: bytes) -> None:
    assert drawn_anew(content) is None


def test_the_logo_is_kept_drawn_anew_and_a_damaged_one_refused(place: Place) -> None:
    set_logo("logo.jpg", content=photograph("JPEG"), acting=place.office)
    with scope(place.municipality.id):
        kept = get_logo().content
    assert kept == drawn_anew(photograph("JPEG"))
    with pytest.raises(FileDamaged):
        set_logo("logo.png", content=photograph("PNG")[:60], acting=place.office)
