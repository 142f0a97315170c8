"""One mail, read: its words in whatever alphabet and wrapping, its people, its date."""

from __future__ import annotations

import datetime as dt

import pytest

from reviewer.errors import InputError
from reviewer.mail import Mail, Person, read_mail
from reviewer.mail.reading import looks_like_mail
from tests.mail.letters import raw

HEAD = ("From: Dana <dana@tidewell.example>", "To: ines@mail.example")


def text(*lines: str, body: str) -> str:
    return read_mail(raw(*HEAD, *lines, body=body), "a.eml").text


def test_a_plain_mail_is_read_whole() -> None:
    """Headers, people, date and words are found; line ends become line feeds."""
    content = raw(
        "From: =?utf-8?q?Dana_Wh=C3=ADtcombe?= <Dana@Tidewell.example>",
        'To: "Okoro, Ines" <ines@mail.example>, piet@tidewell.example',
        "Cc: Piet <piet@tidewell.example>",
        "Subject: =?utf-8?b?WW91ciBhcHBsaWNhdGlvbiDigJMgbmV4dCBzdGVwcw==?=",
        "Date: Tue, 3 Nov 2026 09:14:00 +0100",
        "Message-ID: <a@tidewell.example>",
        "In-Reply-To: <b@mail.example>",
        "References: <c@mail.example> <b@mail.example>",
        body="Dear Ines,\r\nthank you.\r\n",
        ends="\r\n",
    )
    assert read_mail(content, "a.eml") == Mail(
        file="a.eml",
        sender=Person("Dana Whítcombe", "dana@tidewell.example"),
        to=(Person("Okoro, Ines", "ines@mail.example"), Person("", "piet@tidewell.example")),
        cc=(Person("Piet", "piet@tidewell.example"),),
        date=dt.datetime(2026, 11, 3, 9, 14, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        subject="Your application – next steps",
        text="Dear Ines,\nthank you.",
        id="<a@tidewell.example>",
        answers=("<b@mail.example>", "<c@mail.example>"),
    )


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        ("utf-8", "naïve café".encode()),
        ("iso-8859-1", "naïve café".encode("latin-1")),
        ("us-ascii", "naïve café".encode()),
        ("x-unknown", "naïve café".encode()),
        ("utf-8", "naïve café".encode("cp1252")),
        ("utf-16-le", "naïve café".encode("utf-16-le")),
        ("zlib", "naïve café".encode()),
        ("punycode", "naïve café".encode()),
        ("", "naïve café".encode()),
    ],
)
def test_any_alphabet_is_read_also_a_wrong_or_unknown_one(charset: str, content: bytes) -> None:
    """The alphabet that the mail names is tried first, then UTF-8, then western text."""
    import base64

    kind = f"Content-Type: text/plain; charset={charset}" if charset else "Content-Type: text/plain"
    encoded = base64.encodebytes(content).decode()
    assert text(kind, "Content-Transfer-Encoding: base64", body=encoded) == "naïve café"


def test_raw_bytes_in_a_header_are_read_too() -> None:
    content = b"From: Jos\xc3\xa9 <jose@x.example>\nSubject: caf\xe9\n\nHello."
    read = read_mail(content, "a.eml")
    assert (read.sender, read.subject) == (Person("José", "jose@x.example"), "café")


def test_soft_breaks_are_put_together_and_quote_marks_kept() -> None:
    """format=flowed: a paragraph is one line again, a quoted one under one mark; a signature's mark stays."""
    body = "Thank you for the \ninterview.\n>> We will \n>> answer soon.\n> Good.\n From here \non.\n-- \nInes"
    assert text("Content-Type: text/plain; format=flowed", body=body) == (
        "Thank you for the interview.\n>> We will answer soon.\n> Good.\nFrom here on.\n-- \nInes"
    )
    assert text("Content-Type: text/plain; format=flowed; delsp=yes", body="inter \nview") == "interview"


def test_broken_encodings_give_what_can_be_read() -> None:
    assert text("Content-Transfer-Encoding: base64", body="VGhhbmsgeW91Lg") == "Thank you."
    assert text("Content-Transfer-Encoding: quoted-printable", body="caf=C3=A9 =ZZ and=\n on") == "café =ZZ and on"


def test_an_html_mail_becomes_plain_lines() -> None:
    """Blocks are lines, a quotation is marked, and what nobody sees is left out."""
    html = (
        "<html><head><style>p { color: red }</style></head><body><p>Dear&nbsp;Ines,</p><p>we met <b>today</b>.<br>Dana</p>"
        '<ul><li>one</li><li>two</li></ul><blockquote type="cite" title="a > b"><div>Earlier &lt;words&gt;</div></blockquote></body></html>'
    )
    assert text("Content-Type: text/html; charset=utf-8", body=html) == (
        "Dear Ines,\n\nwe met today.\nDana\n\n- one\n- two\n\n> Earlier <words>"
    )


def multipart(kind: str, *parts: str) -> tuple[str, str]:
    return f"Content-Type: multipart/{kind}; boundary=b", "".join(f"--b\n{part}\n" for part in parts) + "--b--\n"


def test_of_two_forms_the_plain_one_is_read_unless_it_is_empty() -> None:
    plain, html = "Content-Type: text/plain\n\nPlain.", "Content-Type: text/html\n\n<p>Rich.</p>"
    for parts, expected in (((plain, html), "Plain."), ((html, plain), "Plain."), (("Content-Type: text/plain\n\n \n", html), "Rich.")):
        head, body = multipart("alternative", *parts)
        assert text(head, body=body) == expected


def test_attachments_are_counted_and_mails_within_are_kept() -> None:
    """A picture, a file and a carried mail are no words of the sender's."""
    carried = "Content-Type: message/rfc822\n\nFrom: piet@tidewell.example\nSubject: Inner\n\nInner words."
    named = "Content-Type: text/plain; name=cv.txt\nContent-Disposition: attachment; filename=cv.txt\n\nMy life."
    head, body = multipart("mixed", "Content-Type: text/plain\n\nOuter words.", "Content-Type: image/png\n\nx", named, carried)
    read = read_mail(raw(*HEAD, head, body=body), "a.eml")
    assert (read.text, read.attachments) == ("Outer words.", 3)
    assert [(inner.subject, inner.text) for inner in read.within] == [("Inner", "Inner words.")]


def test_a_wrong_boundary_loses_no_words() -> None:
    """Where the parts cannot be found, the whole body is read as it stands."""
    assert "The words." in text("Content-Type: multipart/mixed; boundary=right", body="--wrong\n\nThe words.\n--wrong--\n")


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("X-Other: 1", "it has no date"),
        ("Date: ", "it has no date"),
        ("Date: yesterday at tea", "its date cannot be read"),
        ("Date: Tue, 45 Nov 2026 09:14:00 +0100", "its date cannot be read"),
        ("Date: Mon, 1 Jan 1900 00:00:00 +0000", "its date lies in the year 1900"),
        ("Date: Tue, 3 Nov 2026 09:14:00 -0000", ""),
    ],
)
def test_a_date_that_is_missing_or_broken_is_said(header: str, fault: str) -> None:
    read = read_mail(raw(*HEAD, header), "a.eml")
    assert read.date_fault == fault
    assert (read.date is None) == bool(fault)


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("Precedence: list", True),
        ("Subject: Automatic reply: your application", True),
        ("Subject: Your automatic pump", False),
        ("Auto-Submitted: auto-generated", False),
    ],
)
def test_what_a_machine_wrote_by_itself_is_told_apart(header: str, automatic: bool) -> None:
    """An absence notice is a machine's; what a system sent on somebody's word is not."""
    assert read_mail(raw(*HEAD, header), "a.eml").automatic is automatic


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.eml: is empty; save the mail as .eml"),
        (b"Dear Dana,\n\nthank you.\n", "a.eml: is no mail, since it begins without a header such as `From:`; save the mail as .eml"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....",
            "a.eml: is in Outlook's own format (.msg); save the mail as .eml, or drag it to another mail program",
        ),
        (b"\xff\xfeF\0r\0", "a.eml: is UTF-16 text; save the mail as .eml"),
        (b"PK\x03\x04....", "a.eml: is packed; unpack it first"),
    ],
)
def test_what_is_no_mail_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_mail(content, "a.eml")
    assert caught.value.message == sentence


def test_what_programs_put_around_a_mail_is_left_out() -> None:
    """Apple Mail's length, a byte order mark, a blank line, an mbox's first line."""
    plain = raw(*HEAD, body="Words.\n")
    framed = str(len(plain)).encode() + b"\n" + plain + b'<?xml version="1.0"?><plist/>'
    for content in (framed, b"\xef\xbb\xbf" + plain, b"\r\n\n" + plain, b"From dana Tue Nov  3 09:14:00 2026\n" + plain):
        assert read_mail(content, "a.eml").text == "Words."


def test_a_mail_is_known_by_its_first_line() -> None:
    assert looks_like_mail(b"Return-Path: <x>\nFrom: y\n")
    assert not looks_like_mail(b"Dear Dana, thank you: it was good.\n")


def test_nul_bytes_and_halves_of_characters_do_not_reach_the_text() -> None:
    """Whatever comes out is proper text, so that it can be written anywhere."""
    read = read_mail(b"From: a\0b <x@y.example>\nSubject: a\x1b[31mb\xed\xa0\x80\n\nWords\0.", "a.eml")
    assert read.text == "Words."
    assert "\x1b" not in read.subject
    assert f"{read.subject}{read.sender}".encode()
