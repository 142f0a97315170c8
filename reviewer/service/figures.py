"""What the service counts, for Prometheus; labels are from closed lists, so that no word of a request becomes one."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from reviewer.models import Critique

__all__ = ["Figures"]

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Figures:
    """The figures of one service."""

    media_type: Final = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        home = self._registry
        self._requests = Counter("reviewer_requests", "Requests answered.", ("route", "method", "status"), registry=home)
        self._seconds = Histogram("reviewer_request_seconds", "From request to answer.", ("route",), buckets=_SECONDS, registry=home)
        self._in_flight = Gauge("reviewer_requests_in_flight", "Requests under way.", registry=home)
        self._verdicts = Counter("reviewer_reviews", "Reviews by verdict; `bad` is an unread line of a batch.", ("verdict",), registry=home)
        self._model = Counter("reviewer_model_readings", "Readings by the model, by status.", ("status",), registry=home)
        self._cost = Counter("reviewer_model_cost_usd", "What the model has cost, as far as it is known.", registry=home)

    def arrived(self) -> None:
        """A request has come."""
        self._in_flight.inc()

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request is over."""
        self._in_flight.dec()
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def judged(self, verdict: str | None, critique: Critique | None) -> None:
        """A draft was reviewed."""
        if verdict is not None:
            self._verdicts.labels(verdict).inc()
        if critique is not None and critique.status != "off":
            self._model.labels(critique.status).inc()
            self._cost.inc(critique.cost_usd or 0.0)

    def exposition(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)
