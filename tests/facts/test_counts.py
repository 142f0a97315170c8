"""Counts of the writer's own messages and calls are read; counts of anything else are not."""

from __future__ import annotations

import pytest

from reviewer.facts import read_counts


def _read(text: str) -> list[tuple[str, int, str, str, str]]:
    return [(text[c.start : c.end], c.number, c.what, c.kind, c.precision) for c in read_counts(text)]


@pytest.mark.parametrize(
    ("text", "words", "number", "what", "precision"),
    [
        ("This is my third email.", "third email", 3, "message", "exact"),
        ("My fourth message this week.", "fourth message", 4, "message", "exact"),
        ("this is the 4th mail i am sending", "4th mail", 4, "message", "exact"),
        ("This is my third and final email.", "third and final email", 3, "message", "exact"),
        ("Here is my second, shorter message.", "second, shorter message", 2, "message", "exact"),
        ("Third attempt", "Third attempt", 3, "message", "exact"),
        ("I trust that a second line won't be a nuisance.", "second line", 2, "message", "exact"),
        ("A second reminder from me.", "second reminder", 2, "message", "exact"),
        ("It is the first time I write.", "first time I write", 1, "message", "exact"),
        ("For the third time I ask.", "third time I ask", 3, "contact", "exact"),
        ("This is the third time you hear from me.", "third time you hear from me", 3, "contact", "exact"),
        ("I am writing a third time.", "third time", 3, "message", "exact"),
        ("Number four from me, and shorter.", "Number four from me", 4, "message", "exact"),
        ("Message number five.", "Message number five", 5, "message", "exact"),
        ("Take four.", "Take four", 4, "message", "exact"),
        ("Round five of asking.", "Round five of asking", 5, "message", "exact"),
        ("This is the only note I have sent you.", "only note", 1, "message", "exact"),
        ("My first follow-up.", "first follow-up", 1, "message", "exact"),
        ("The umpteenth email from me.", "umpteenth email", 3, "message", "at least"),
        ("Yet another reminder, I fear.", "another reminder", 2, "message", "at least"),
        ("A last line before the holidays, the fifth by my own tally.", "fifth by", 5, "message", "exact"),
        ("Forgive the nudge, the ninth of which I am the author.", "ninth of", 9, "message", "exact"),
        ("Voicemail 3 this week.", "Voicemail 3", 3, "call", "exact"),
        ("Message 5 of today.", "Message 5", 5, "message", "exact"),
    ],
)
def test_an_ordinal_tells_which_message_this_is(text: str, words: str, number: int, what: str, precision: str) -> None:
    assert _read(text) == [(words, number, what, "ordinal", precision)]
    assert [c.earlier for c in read_counts(text)] == [number - 1]


@pytest.mark.parametrize("text", ["I wrote a first time on the 20th.", "My first message was of 4 May.", "My second email went on Monday."])
def test_an_ordinal_that_looks_back_counts_no_message(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "number", "what", "precision"),
    [
        ("I also left two voicemails.", "two voicemails", 2, "call", "exact"),
        ("I have written once.", "written once", 1, "message", "exact"),
        ("I have written to you only once since we met.", "written to you only once", 1, "message", "exact"),
        ("There was only one earlier note.", "one earlier note", 1, "message", "exact"),
        ("My only earlier note went unanswered.", "only earlier note", 1, "message", "exact"),
        ("I have emailed you three times.", "emailed you three times", 3, "message", "exact"),
        ("I called twice.", "called twice", 2, "call", "exact"),
        ("I tried several times to reach you.", "tried several times", 2, "contact", "at least"),
        ("I've reached out four times already.", "reached out four times", 4, "contact", "exact"),
        ("I have been in touch twice.", "touch twice", 2, "contact", "exact"),
        ("I sent you a couple of messages.", "a couple of messages", 2, "message", "at least"),
        ("Both my emails came back.", "Both my emails", 2, "message", "exact"),
        ("My two unanswered notes speak for me.", "two unanswered notes", 2, "message", "exact"),
        ("My previous emails may be in the filter.", "My previous emails", 2, "message", "at least"),
        ("Three emails and a voicemail so far.", "Three emails", 3, "message", "exact"),
        ("Sorry for the three mails today.", "three mails", 3, "message", "exact"),
        ("I rang on Tuesday and Thursday as well.", "rang on Tuesday and Thursday", 2, "call", "at least"),
        ("I wrote on the 2nd, the 5th and the 8th.", "wrote on the 2nd, the 5th and the 8th", 3, "message", "at least"),
        ("I have emailed, called and texted you.", "emailed, called and texted", 3, "message", "at least"),
        ("I count five letters of mine to you.", "five letters", 5, "message", "exact"),
        ("Four of my letters lie in your tray.", "Four of my letters", 4, "message", "exact"),
        ("I never wrote before.", "never wrote before", 0, "message", "exact"),
        ("I have not written until now.", "not written until now", 0, "message", "exact"),
    ],
)
def test_a_cardinal_tells_how_many_went_before(text: str, words: str, number: int, what: str, precision: str) -> None:
    assert _read(text) == [(words, number, what, "cardinal", precision)]
    assert [c.earlier for c in read_counts(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Our third conversation was my favourite.",
        "The third round and my second interview went well, in the fourth year.",
        "Thank you for your second email, and for the second email you sent.",
        "In my last role I placed sixty cold calls a day and answered forty emails a day.",
        "We sent 200 letters to customers, and I have three calls with clients.",
        "You called twice, and you wrote on Monday and Tuesday.",
        "Once more, many thanks; once again, at once, and once she is back.",
        "Here are parts two and three of the files, on the second line of my CV.",
        "You were kind to me from the first call and I have told two friends so.",
        "I spoke at my second call with Priya, in second-line support.",
        "I wrote on the seventh about the role.",
        "I called on Friday the 10th.",
        "I called and emailed customers all day.",
        "One line would be enough for me.",
        "Another note of thanks would be too much.",
        "Your message, the second in a row, made me smile.",
        "I put the line, the fifth of the plant, back to work.",
    ],
)
def test_rounds_interviews_and_other_peoples_messages_are_not_counted(text: str) -> None:
    assert _read(text) == []


def test_a_count_behind_that_is_the_writers_own() -> None:
    assert _read("I know that two notes from me lie there.") == [("two notes", 2, "message", "cardinal", "exact")]


def test_two_counts_in_one_sentence_are_both_read() -> None:
    text = "I have written to you only once, so I trust that a second line is welcome."
    assert [(c.kind, c.earlier) for c in read_counts(text)] == [("cardinal", 1), ("ordinal", 1)]
