"""What lies over what, when facts come from options, files and elsewhere."""

from __future__ import annotations

import pytest

from reviewer.cli.given import Given
from reviewer.errors import InputError


def test_what_is_learned_fills_only_what_nobody_gave() -> None:
    """An option wins over what was learned, field by field, also within the recipient."""
    given = Given()
    given.know(stage="interview", recipient_name="Dana Whitcombe")
    taken = given.learn({"stage": "phone_screen", "process": "open", "recipient": {"name": "D.", "connection": "met"}}, "the mail of 2 May")
    assert taken == ["process", "recipient.connection"]
    assert given.context == {"stage": "interview", "process": "open", "recipient": {"name": "Dana Whitcombe", "connection": "met"}}


def test_that_there_was_no_follow_up_can_be_said() -> None:
    """Which is more than to say nothing of them; a day beside it is an error."""
    given = Given()
    given.know(follow_ups=["None"])
    assert given.learn({"follow_ups": ["2026-05-08"]}, "the mail of 8 May") == []
    assert given.parsed_context().follow_ups == ()
    given.know(follow_ups=["none", "2026-05-08"])
    with pytest.raises(InputError, match='`--follow-up`: write the date as YYYY-MM-DD, not "none"'):
        given.parsed_context()


def test_of_two_teachers_the_first_is_believed() -> None:
    """Whoever learns first holds the field; nothing at all is no value and holds nothing."""
    given = Given()
    assert given.learn({"reply_promised_by": None, "recipient": None}, "nobody") == []
    assert given.learn({"reply_promised_by": "2026-05-08"}, "the mail of 2 May") == ["reply_promised_by"]
    assert given.learn({"reply_promised_by": "2026-05-15"}, "memory of ACME") == []
    assert given.context == {"reply_promised_by": "2026-05-08"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"stage": "second round"}, "context.stage"),
        ({"recipient": {"role": "boss"}}, "context.recipient.role"),
        ({"follow_ups": ["soon"]}, "context.follow_ups[0]"),
    ],
)
def test_a_fault_in_what_was_learned_names_its_source(values: dict[str, object], field: str) -> None:
    """The sentence begins with where the value came from."""
    given = Given(draft={"channel": "email", "text": "Thank you."})
    given.learn(values, "the mail of 2 May")
    with pytest.raises(InputError, match=r"^the mail of 2 May: ") as caught:
        given.parsed()
    assert caught.value.field == field


def test_a_recipient_that_is_no_object_is_left_for_its_error() -> None:
    """What a file got wrong is told in the file's name and not papered over."""
    given = Given(context={"recipient": "Dana"})
    assert given.learn({"recipient": {"name": "D."}}, "memory") == []
    assert given.context == {"recipient": "Dana"}
