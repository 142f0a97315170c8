"""A thread: in order, each mail once, the user's own address decided, one employer's people together."""

from __future__ import annotations

import datetime as dt

import pytest

from reviewer.errors import InputError
from reviewer.mail import Mail, Person, Thread, thread_of
from tests.mail.letters import DANA, FRIEND, ME, PIET, RECRUITER, mail

TODAY = dt.date(2026, 11, 20)
ASKED = mail(DANA, ME, "2026-11-02", "Would Thursday suit you?", id="a")
AGREED = mail(ME, DANA, "2026-11-03", "Yes.", id="b", answers="a")


def thread(*mails: Mail, **known: object) -> Thread:
    return thread_of(mails, today=TODAY, **{"me": ["ines@mail.example"], **known})  # type: ignore[arg-type]


def bodies(found: Thread) -> list[str]:
    return [one.text for one in found.mails]


def test_mails_stand_in_the_order_of_their_dates_each_once() -> None:
    """The order of the file does not count, nor does a second copy."""
    found = thread(AGREED, ASKED, AGREED)
    assert bodies(found) == ["Would Thursday suit you?", "Yes."]
    assert found.recipient == Person("Dana Whitcombe", "dana@tidewell.example")


def test_an_answer_never_stands_before_its_question() -> None:
    """A clock that is wrong does not turn a conversation around."""
    early = mail(ME, DANA, "2026-11-01", "Yes.", id="b", answers="a")
    assert bodies(thread(early, ASKED)) == ["Would Thursday suit you?", "Yes."]


@pytest.mark.parametrize("day", ["", "yesterday", "2026-12-24", "Mon, 99 Nov 2026 00:00:00 +0000"])
def test_a_mail_without_a_date_stands_behind_the_one_it_answers_and_that_is_said(day: str) -> None:
    """A date that is missing, broken or ahead is not believed."""
    undated = mail(ME, DANA, day, "Yes.", id="b", answers="a")
    later = mail(DANA, ME, "2026-11-05", "Good.", id="c", answers="b")
    found = thread(undated, later, ASKED)
    assert bodies(found) == ["Would Thursday suit you?", "Yes.", "Good."]
    assert len(found.remarks) == 1
    assert "stands where the file has it, since its date" in found.remarks[0] or "since it has no date" in found.remarks[0]


def test_answers_in_a_circle_end() -> None:
    """Mails that answer each other, which no program writes, are put in the order of their dates."""
    one = mail(DANA, ME, "2026-11-02", "One.", id="a", answers="b")
    two = mail(ME, DANA, "2026-11-03", "Two.", id="b", answers="a")
    assert sorted(bodies(thread(two, one))) == ["One.", "Two."]


def test_the_sender_of_the_draft_is_the_user() -> None:
    draft = mail(ME, DANA, "2026-11-20", "Any news?")
    assert thread(ASKED, AGREED, me=(), draft=draft).me == {"ines@mail.example"}


def test_without_a_sender_the_answered_mail_tells_whose_draft_it_is() -> None:
    """The one address to which it went."""
    draft = mail("", DANA, "2026-11-20", "Any news?", answers="a")
    assert thread(ASKED, AGREED, me=(), draft=draft).me == {"ines@mail.example"}


def test_two_addresses_of_one_name_are_one_person() -> None:
    other = mail("Ines Okoro <io@work.example>", DANA, "2026-11-04", "From my other address.")
    assert thread(ASKED, AGREED, other).me == {"ines@mail.example", "io@work.example"}


@pytest.mark.parametrize(
    ("me", "sentence"),
    [
        ([], "nothing tells which address in the thread is yours; give it with `--me` (it holds dana@tidewell.example, ines@mail.example)"),
        (["ines"], "`--me` must be your address in the thread, such as `ines@example.org`"),
        (
            ["nobody@mail.example"],
            "no mail in the thread is from or to nobody@mail.example (`--me`); "
            "give your address there with `--me` (it holds dana@tidewell.example, ines@mail.example)",
        ),
    ],
)
def test_an_address_that_cannot_be_told_is_asked_for(me: list[str], sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        thread(ASKED, AGREED, me=me)
    assert caught.value.message == sentence


def test_everybody_on_the_employers_side_belongs_to_the_thread() -> None:
    """A recruiter of another house belongs to it once she shares a mail with them; a colleague by the house's name alone."""
    joined = mail(RECRUITER, ME, "2026-10-30", "Meet Dana.", cc=DANA)
    colleague = mail(PIET, ME, "2026-11-04", "A question of mine.")
    draft = mail(ME, DANA, "2026-11-20", "Any news?")
    assert bodies(thread(joined, ASKED, colleague, draft=draft)) == ["Meet Dana.", "Would Thursday suit you?", "A question of mine."]


def test_a_friend_to_whom_one_writes_about_it_does_not() -> None:
    """Even if the mail was forwarded out of the thread."""
    told = mail(ME, FRIEND, "2026-11-05", "Look what they write.", answers="a")
    cheered = mail(FRIEND, ME, "2026-11-06", "Good luck! They will answer by Monday.")
    draft = mail(ME, DANA, "2026-11-20", "Any news?")
    assert bodies(thread(ASKED, AGREED, told, cheered, draft=draft)) == ["Would Thursday suit you?", "Yes."]


def test_two_employers_in_one_file_are_kept_apart() -> None:
    """The draft says which one is meant, or the reader's name; else nothing is taken and the user is asked."""
    other = mail("Bo Lund <bo@millrace.example>", ME, "2026-11-06", "We should talk.")
    draft = mail(ME, DANA, "2026-11-20", "Any news?")
    assert bodies(thread(ASKED, other, draft=draft)) == ["Would Thursday suit you?"]
    assert bodies(thread(ASKED, other, name="Bo")) == ["We should talk."]
    asked = thread(ASKED, other)
    assert (asked.mails, len(asked.remarks)) == ((), 1)
    assert "say with `--recipient-name` who reads the draft" in asked.remarks[0]


def test_the_recipient_is_whom_the_draft_goes_to() -> None:
    """Of several readers it is the one who wrote last; a name that the draft lacks comes from the thread."""
    wrote = mail(PIET, ME, "2026-11-04", "Glad to meet you.")
    both = mail(ME, ["piet@tidewell.example", "dana@tidewell.example"], "2026-11-20", "Any news?")
    assert thread(ASKED, wrote, draft=both).recipient == Person("Piet Maas", "piet@tidewell.example")
    assert thread(ASKED, wrote).recipient == Person("Piet Maas", "piet@tidewell.example")


def test_a_greeting_that_fits_nobody_teaches_nothing() -> None:
    found = thread(ASKED, AGREED, name="Marcus")
    assert (found.recipient, found.mails) == (None, ())
    assert found.remarks[0].startswith("nobody in the thread is called Marcus")


def test_kept_drafts_and_the_draft_itself_are_no_mails_of_the_thread() -> None:
    kept = mail(ME, DANA, "2026-11-19", "Half a sentence", extra=["X-Unsent: 1"])
    draft = mail(ME, DANA, "2026-11-20", "Any news?", id="d")
    assert bodies(thread(ASKED, kept, draft, draft=draft)) == ["Would Thursday suit you?"]
