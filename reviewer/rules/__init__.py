"""Rules: guidelines as declared combinations of acts, frames and facts, and the verdict that follows."""

from reviewer.rules.evidence import Evidence
from reviewer.rules.judge import SPACING, VERDICT_OF, Judgement, first_good_day, hold, in_order, strictest, weigh
from reviewer.rules.pack import load_pack
from reviewer.rules.rule import Rule
from reviewer.rules.scope import scope
from reviewer.rules.second_look import reconsider
from reviewer.rules.unknowns import unknowns

__all__ = [
    "SPACING",
    "VERDICT_OF",
    "Evidence",
    "Judgement",
    "Rule",
    "first_good_day",
    "hold",
    "in_order",
    "load_pack",
    "reconsider",
    "scope",
    "strictest",
    "unknowns",
    "weigh",
]
