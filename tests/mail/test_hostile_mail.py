"""Mail that is broken, or made to do harm: read as far as it goes, or refused in one sentence, in time that grows with its length alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.errors import InputError
from reviewer.mail import bounds, read_archive, read_mail
from reviewer.mail.html import text_of_html
from tests.pace import seconds

HEADERS = st.sampled_from(
    "From To Cc Subject Date Message-ID In-Reply-To References Content-Type Content-Transfer-Encoding Content-Disposition"
    " MIME-Version Auto-Submitted X-Odd".split()
)
SCRAPS = st.sampled_from([
    "text/plain", "text/html", "multipart/mixed", "multipart/alternative", "message/rfc822", "; boundary=b", '; boundary="b',
    "; charset=", "utf-7", "utf-8", "idna", "base64", "quoted-printable", "x-uuencode", "format=flowed", "delsp=yes", "=?utf-8?b?",
    "?=", "=?x?q?=zz?=", "<a@b>", "<", ">", "@", '"', "\\", "(", ")", ",", ";", ":", "\t", "\r", "\0", "é", "\x80", "=", "=\n", "\n ",
    "--b\n", "--b--\n", "\n\n", "From ", "begin 644 a\n", "Mon, 99 Nov 2026 25:61:00 +9999", "Tue, 3 Nov 2026 09:14:00 +0100", "<p>",
    "<blockquote>", "&#x110000;", "<!--", "filename*0*=x''%", "; name*1=", "[", "]",
])  # fmt: skip
WORDS = st.lists(SCRAPS, max_size=12).map("".join)
MAILS = st.tuples(st.lists(st.tuples(HEADERS, WORDS), max_size=8), st.lists(WORDS, max_size=8)).map(
    lambda mail: "".join(f"{name}: {value}\n" for name, value in mail[0]) + "\n" + "\n".join(mail[1])
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MAILS, st.booleans())
def test_no_mail_breaks_the_reading(content: str, western: bool) -> None:
    """Whatever stands in it, it is a mail whose words can be written anywhere, or one sentence."""
    raw = content.encode("latin-1" if western else "utf-8", "replace")
    try:
        mails = read_archive(raw, "a.eml")
    except InputError as refused:
        mails, said = (), refused.message
    else:
        said = "a.eml"
    assert said.startswith("a.eml")
    assert "\n" not in said
    for mail in mails:
        assert f"{mail.text}{mail.subject}{mail}{mail.people}".encode()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<", ">", "<p>", "</p", "<!--", "-->", "<a b='", "'", '="', "<script>", "</style", "&", "x", "\n", "</"]),
        max_size=40,
    )
)
def test_no_page_breaks_the_reading(scraps: list[str]) -> None:
    assert isinstance(text_of_html("".join(scraps)), str)


def nested(depth: int) -> bytes:
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"From: a@b.example\n{heads}Content-Type: text/plain\n\nHello.\n".encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (nested(400), "a.eml: holds parts within parts, more than 20 deep; save the text alone and name that file"),
        (
            b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
            "a.eml: has more than 500 parts; save the text alone and name that file",
        ),
        (b"From: a@b.example\n" + b"X-A: 1\n" * 50_000 + b"\nHello.", "a.eml: has more than 1,000 headers, which no mail program writes"),
        (
            b"From: a@b.example\nTo: " + b"a@b.example,\n " * 100_000 + b"\n\nHello.",
            "a.eml: has a header of more than 200,000 characters, which no mail program writes",
        ),
        (
            b"From: a@b.example\n\n" + b"x" * bounds.MOST_BYTES,
            "a.eml: is longer than the 40,000,000 bytes that are read of one mail; save it without attachments",
        ),
        (
            b"From: a@b.example\n\n" + b"\n" * (bounds.MOST_LINES + 1),
            "a.eml: has more than the 700,000 lines that are read of one mail; save it without attachments",
        ),
    ],
    ids=["nested", "parts", "headers", "recipients", "bytes", "lines"],
)
def test_a_mail_bomb_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:

    def reading() -> None:
        with pytest.raises(InputError) as refused:
            read_mail(content, "a.eml")
        assert refused.value.message == sentence

    assert seconds(reading, 10) < 10


@pytest.mark.parametrize("unit", ["<", "<a", "<!--", "<a b='", "</", "<a/", "<p>", "<blockquote>", "<pre>\n", "&#"])
def test_a_page_takes_time_that_grows_with_its_length_alone(unit: str) -> None:
    """Eight times the length takes about eight times as long; sixty-four would be quadratic."""

    def reading(length: int) -> Callable[[], object]:
        page = unit * (length // len(unit))
        return lambda: text_of_html(page)

    allowed = 32 * max(seconds(reading(4_000)), 0.001)
    assert seconds(reading(32_000), allowed) < allowed
