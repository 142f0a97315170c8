"""Rules: guidelines as declared combinations of acts, frames and facts, and the verdict that follows."""

from reviewer.rules.evidence import Evidence
from reviewer.rules.judge import VERDICT_OF, Judgement, hold, strictest, weigh
from reviewer.rules.pack import load_pack
from reviewer.rules.rule import Rule
from reviewer.rules.scope import scope
from reviewer.rules.unknowns import unknowns

__all__ = ["VERDICT_OF", "Evidence", "Judgement", "Rule", "hold", "load_pack", "scope", "strictest", "unknowns", "weigh"]
