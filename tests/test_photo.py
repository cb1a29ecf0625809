"""What a photograph hides does not leave the dossier; what it shows stays dot for dot."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from dossier.redaction.image_metadata import bare

SECRETS = (b"Canon", b"SECRET", b"zhanaozen", b"Photographer", b"ICTUR-phone", b"W5M0MpCehi")
XMP = b'<?xpacket begin="" id="W5M0MpCehi"?><x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET</x:xmpmeta>'


def picture(mode="RGB", size=(64, 40)):
    image = Image.radial_gradient("L").resize(size)
    if mode == "P":
        return image.convert("RGB").quantize(32)
    image = Image.merge("RGB", (image, image.rotate(90), image.rotate(180)))
    return image.convert(mode)


def hidden(orientation=1):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "ICTUR-phone"
    exif[0x013B] = "Photographer"
    exif[0x0112] = orientation
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (43.0, 20.0, 28.0)
    place[3], place[4] = "E", (52.0, 51.0, 43.0)
    place[29] = "2011:12:16"
    return exif


def saved(image, kind, **more):
    stream = io.BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def jpeg(image=None, orientation=1, **more):
    """A JPEG with all that can be hidden in one: EXIF, XMP, IPTC, a comment, a tail."""
    content = saved(
        image or picture(), "JPEG", exif=hidden(orientation), comment=b"SECRET comment", xmp=XMP,
        quality=80, dpi=(300, 300), **more,
    )  # fmt: skip
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0bzhanaozen\0\0"
    second = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return content[:2] + second + content[2:] + b"\0SECRET after the end"


def png(image=None, orientation=1, **more):
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Photographer")
    said.add_text("Comment", "SECRET", zip=True)
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    said.add(b"tIME", b"\x07\xdb\x0c\x10\x0a\x00\x00")
    said.add(b"pRvt", b"SECRET")
    image = image or picture()
    content = saved(image, "PNG", exif=hidden(orientation), pnginfo=said, dpi=(300, 300), **more)
    return content + b"SECRET after the end"


def gif(frames=3):
    images = [picture("P").rotate(90 * each) for each in range(frames)]
    content = saved(
        images[0], "GIF", save_all=True, append_images=images[1:], comment=b"SECRET", loop=0,
        duration=80,
    )  # fmt: skip
    application = b"\x21\xff\x0bXMP DataXMP\x06SECRET\x00"
    return content[:-1] + application + b"\x3bSECRET after the end"


def dots(content):
    """Return every frame as its dots."""
    with Image.open(io.BytesIO(content)) as image:
        found = []
        for each in range(getattr(image, "n_frames", 1)):
            image.seek(each)
            found.append((image.size, image.convert("RGBA").tobytes()))
        return found


def secret(content):
    """Return the secrets that can be found in a file, packed parts unpacked."""
    held = [content]
    for place in range(len(content)):
        if content[place : place + 1] == b"\x78":
            try:
                held.append(zlib.decompressobj().decompress(content[place:]))
            except zlib.error:
                continue
    return [each for each in SECRETS if any(each in part for part in held)]


FILES = {
    "jpeg": jpeg,
    "progressive jpeg": lambda: jpeg(progressive=True),
    "grey jpeg": lambda: jpeg(picture("L")),
    "jpeg for print": lambda: jpeg(picture("CMYK")),
    "png": png,
    "png with a palette": lambda: png(picture("P")),
    "png with transparency": lambda: png(picture("RGBA")),
    "gif": gif,
    "gif of one frame": lambda: gif(1),
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_hidden_is_left_and_no_dot_is_lost(name):
    content = FILES[name]()
    assert len(secret(content)) >= 1
    made = bare(content)
    assert secret(made) == []
    assert dots(made) == dots(content)
    with Image.open(io.BytesIO(made)) as image:
        assert not dict(image.getexif())
        assert not {"comment", "exif", "xmp", "photoshop", "XML:com.adobe.xmp"} & set(image.info)
    assert bare(made) == made


def test_the_place_was_there_and_is_gone():
    with Image.open(io.BytesIO(jpeg())) as image:
        assert image.getexif().get_ifd(0x8825)[2] == (43.0, 20.0, 28.0)
    with Image.open(io.BytesIO(bare(jpeg()))) as image:
        assert not image.getexif().get_ifd(0x8825)


@pytest.mark.parametrize("make", [jpeg, png])
def test_size_on_paper_and_moving_pictures_stay(make):
    with Image.open(io.BytesIO(bare(make()))) as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    with Image.open(io.BytesIO(bare(gif()))) as image:
        assert (image.n_frames, image.info["loop"], image.info["duration"]) == (3, 0, 80)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_that_the_camera_turned_is_turned(orientation):
    image = Image.new("RGB", (60, 40), "white")
    image.paste("black", (0, 0, 20, 20))
    turned = bare(png(image, orientation))
    with Image.open(io.BytesIO(turned)) as found:
        assert found.size == ((60, 40) if orientation < 5 else (40, 60))
        assert not dict(found.getexif())
    with (
        Image.open(io.BytesIO(bare(jpeg(image, orientation)))) as found,
        Image.open(io.BytesIO(turned)) as exact,
    ):
        assert found.size == exact.size
        assert found.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        for corner in ((4, 4), (found.width - 5, 4), (4, found.height - 5)):
            assert abs(found.getpixel(corner)[0] - exact.getpixel(corner)[0]) < 24


def test_a_thumbnail_of_what_was_cut_away_is_gone():
    small = saved(picture(size=(16, 16)), "JPEG")
    jfif = b"JFIF\0\x01\x02\x01\0\x48\0\x48\x02\x01" + b"SECRET"
    jfxx = b"JFXX\0\x10" + small
    thumbs = b"".join(
        b"\xff\xe0" + struct.pack(">H", len(each) + 2) + each for each in (jfif, jfxx)
    )
    plain = saved(picture(), "JPEG")
    content = plain[:2] + thumbs + plain[20:]
    made = bare(content)
    assert small not in made
    assert secret(made) == []
    assert made.count(b"\xff\xd8") == 1
    assert dots(made) == dots(plain)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("version", [2, 4])
def test_a_colour_profile_keeps_its_colours_and_loses_its_words(kind, version):
    profile = srgb(version)
    content = saved(picture(), kind, icc_profile=profile)
    made = bare(content)
    with Image.open(io.BytesIO(made)) as image:
        kept = image.info["icc_profile"]
        same = [ImageCms.profileToProfile(
            image.convert("RGB"), ImageCms.ImageCmsProfile(io.BytesIO(each)), lab(), outputMode="LAB"
        ).tobytes() for each in (profile, kept)]  # fmt: skip
    assert same[0] == same[1]
    assert len(kept) == struct.unpack(">I", kept[:4])[0]
    words = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(kept)))
    assert words.strip() == "RGB"
    assert kept[24:36] == struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    assert b"SECRET" not in kept
    assert b"S\0E\0C\0R\0E\0T" not in kept
    assert bare(made) == made


def lab():
    return ImageCms.createProfile("LAB")


def srgb(version):
    """A profile of sRGB with a secret name and a secret device."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[8] = version
    made[48:56] = b"SECRETxx"
    (count,) = struct.unpack(">I", made[128:132])
    for each in range(count):
        name, at, size = struct.unpack_from(">4sII", made, 132 + 12 * each)
        if name == b"cprt":
            made[at + 28 : at + size] = ("SECRET" * 40).encode("utf-16-be")[: size - 28]
    return bytes(made)


def test_what_is_no_profile_is_dropped():
    assert b"SECRET" not in bare(saved(picture(), "JPEG", icc_profile=b"SECRET" * 40))


@pytest.mark.parametrize(
    "content",
    [b"", b"SECRET", b"%PDF-1.7", b"<svg/>", b"BM" + bytes(80), b"\xff\xd8\xff\xe0",
     b"\x89PNG\r\n\x1a\n", b"GIF89a", jpeg()[:900], png()[:200], gif()[:60], b"\xff\xd8" + bytes(90)],
)  # fmt: skip
def test_what_is_no_whole_picture_is_an_error(content):
    with pytest.raises(ValueError, match=r"no PNG|damaged"):
        bare(content)


@given(st.sampled_from([jpeg, png, gif]), st.data())
def test_a_damaged_picture_never_ends_in_another_error(make, data):
    content = bytearray(make())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = bare(bytes(content))
    except ValueError:
        return
    assert b"after the end" not in made
