"""The grammar: a small pattern language over typed tokens, and the cascade that runs it in linear time."""

from reviewer.grammar.cascade import Cascade, Scan
from reviewer.grammar.index import GIVEN, build_index
from reviewer.grammar.pattern import PatternError, parse

__all__ = ["GIVEN", "Cascade", "PatternError", "Scan", "build_index", "parse"]
