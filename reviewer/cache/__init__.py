"""Answers of a language model, kept on this machine for a while: plain JSON in the user's own cache folder."""

from reviewer.cache.flights import Flights
from reviewer.cache.folders import cache_folder, forget
from reviewer.cache.store import MODES, Cache, CacheMode, CacheWarning, Info

__all__ = ["MODES", "Cache", "CacheMode", "CacheWarning", "Flights", "Info", "cache_folder", "forget"]
