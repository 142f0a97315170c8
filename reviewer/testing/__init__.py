"""Doubles for the tests of a program that reviews with a model: no key, no network, no cost.

from reviewer import Draft, Reviewer
from reviewer.testing import ScriptedModel, says

reviewer = Reviewer(model=ScriptedModel([says("impatience", "still waiting for an answer")]), cache="off")
assert reviewer.review(Draft(channel="email", text="I am still waiting for an answer.")).verdict == "revise"
"""

from reviewer.critique.permission import forbid_real_calls
from reviewer.testing.recorded import RecordedModel
from reviewer.testing.scripted import ScriptedModel, contests, says

__all__ = ["RecordedModel", "ScriptedModel", "contests", "forbid_real_calls", "says"]
