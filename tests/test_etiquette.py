"""Fifteen messages with one plain defect of etiquette each, and the same messages mended."""

from __future__ import annotations

import pytest

from reviewer import Context, Draft, review

LONG_AGO = Context.model_validate({"stage": "interview", "interviewed_on": "2026-10-01", "sending_on": "2026-10-20", "follow_ups": []})

DEFECTS = [
    ("impatience", "Please, please, please, I beg you to give me this job. It is my last hope."),
    ("impatience", "I need an answer by tomorrow noon, or I will withdraw my application."),
    ("too-many-follow-ups", "This is my fifth email this week about the position. Is there any news?"),
    ("impatience", "The least you could do after three interviews is reply to a candidate."),
    ("impatience", "I cannot sleep and I check my phone every five minutes. When will you tell me?"),
    ("too-familiar", "Hey buddy!! That interview was awesome lol, drinks on me next week?"),
    ("connection-request", "Thank you for the interview on Tuesday. I have sent you a connection request on LinkedIn."),
    ("salary-change", "I know I said 60k, but after thinking it over I would need 70k."),
    ("cold-contact", "We have never met, but reception gave me your mobile number. Has the panel decided about my application?"),
    ("public-venting", "If I do not hear from you by Friday, I will post on Glassdoor about how you treat candidates."),
    ("too-soon", "I know we only spoke yesterday, but is there any news on the decision?"),
    ("impatience", "My rent is due on Friday, so you have to tell me today whether I got the job."),
    ("too-many-follow-ups", "I have emailed you twice, left three voicemails and written to your colleagues. Has the post been filled?"),
    ("too-familiar", "Can't wait to hang out with my new team, see you Monday at the desk next to yours 😉"),
    ("dishonesty", "If she calls, please say that you were my manager and go along with it. I owe you one."),
]

MENDED = [
    "Thank you for the interview. I remain very interested in the position.",
    "Thank you for the interview. Could you tell me when you expect to decide?",
    "I hope that you are well. Could you tell me whether there is any news on the position?",
    "I know how full your days are, and I would be glad of a word when it suits you.",
    "Thank you for the interview. I look forward to hearing from you.",
    "Dear Ms. Lee, I enjoyed our conversation about the press line. Kind regards, Ana",
    "Thank you for the interview on Tuesday. My portfolio can be seen at anapop.example.",
    "As I said when we first spoke, I would be comfortable with 60k a year.",
    "Thank you for giving me your number. May I ask whether the panel has decided?",
    "If all goes well, may I mention the project on my page?",
    "Thank you for our conversation; I learned a great deal.",
    "My notice period is six weeks, for your planning.",
    "I wrote on the 5th and would be glad to know whether the post has been filled.",
    "I could see myself in the team, and would love to join.",
    "If she calls, please tell her what you honestly think of my work.",
]


@pytest.mark.parametrize(("guideline", "text"), DEFECTS)
def test_a_plain_defect_is_found_and_named(guideline: str, text: str) -> None:
    assert guideline in {finding.guideline for finding in review(Draft(channel="email", text=text)).findings}


@pytest.mark.parametrize("text", MENDED)
def test_the_mended_message_may_be_sent(text: str) -> None:
    result = review(Draft(channel="email", text=text), LONG_AGO)
    assert (result.verdict, [finding.rule for finding in result.findings]) == ("send", [])
