"""What LiteLLM's exceptions mean: one table by the names of classes, looked up from the class itself to its ancestors.

Its classes descend from those of OpenAI's SDK and mostly bear their names, so one table serves every version of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from reviewer.asking import Failure, FailureKind, Mode
from reviewer.providers.statuses import NO_ANSWER, failure_of

if TYPE_CHECKING:
    from reviewer.providers.wire import Witness

__all__ = ["KINDS", "kind_of", "translated"]

KINDS: Final[Mapping[str, FailureKind | None]] = {
    # LiteLLM's own
    "BudgetExceededError": "quota",
    "BlockedPiiEntityError": "filtered",
    "ContentPolicyViolationError": "filtered",
    "ContextWindowExceededError": "too_long",
    "GuardrailInterventionNormalStringError": "filtered",
    "GuardrailRaisedException": "filtered",
    "ImageFetchError": "bad_request",
    "InvalidRequestError": "bad_request",
    "JSONSchemaValidationError": "malformed",
    "LiteLLMUnknownProvider": "config",
    "MidStreamFallbackError": "unavailable",
    "MockException": None,
    "ModelNotMappedError": "config",
    "ModifyResponseException": "filtered",
    "PaymentRequiredError": "quota",
    "RejectedRequestError": "filtered",
    "SensitiveDataRouteException": "filtered",
    "Timeout": "timeout",
    "UnsupportedParamsError": "bad_request",
    # of the SDK, and LiteLLM's of the same names
    "APIConnectionError": None,
    "APIError": None,
    "APIResponseValidationError": "unavailable",
    "APIStatusError": None,
    "APITimeoutError": "timeout",
    "AuthenticationError": "auth",
    "BadGatewayError": "unavailable",
    "BadRequestError": "bad_request",
    "ConflictError": "unavailable",
    "ContentFilterFinishReasonError": "filtered",
    "InternalServerError": "unavailable",
    "LengthFinishReasonError": "truncated",
    "NotFoundError": "config",
    "OpenAIError": None,
    "PermissionDeniedError": "auth",
    "RateLimitError": "rate_limit",
    "ServiceUnavailableError": "unavailable",
    "UnprocessableEntityError": "bad_request",
    # of httpx and Python, where LiteLLM lets them through
    "HTTPError": "unavailable",
    "TimeoutError": "timeout",
    "TimeoutException": "timeout",
    "ConnectionError": "unavailable",
    "ImportError": "missing",
}
"""None: look at the status."""


def kind_of(error: type[BaseException]) -> tuple[str, FailureKind | None] | None:
    """The first name of a class or its ancestors that the table knows, with its meaning."""
    return next(((one.__name__, KINDS[one.__name__]) for one in error.__mro__ if one.__name__ in KINDS), None)


def translated(error: Exception, mode: Mode, witness: Witness) -> Failure:
    """What a call through LiteLLM has failed of; what went over the wire decides where its exception says too little."""
    if witness.too_large:
        return Failure("malformed", "the answer is far longer than any answer to this question", status=witness.status)
    found = kind_of(type(error))
    kind = found[1] if found else None
    if found is None and (witness.status is None or witness.status < 300):
        return Failure("unavailable", f"LiteLLM failed inside itself ({type(error).__name__})")
    if kind == "missing":
        return Failure("missing", "LiteLLM misses a package that this provider needs")
    failure = failure_of(_status(error, witness), str(error), mode, kind=kind, wait=witness.wait)
    if failure.kind == "unavailable" and failure.status is None and witness.status is not None:
        return Failure("unavailable", NO_ANSWER, status=witness.status)
    return failure


def _status(error: Exception, witness: Witness) -> int | None:
    """The status that was really answered; LiteLLM reports 500 for much that never was one."""
    if witness.status is not None:
        return witness.status if witness.status >= 300 else None
    told = getattr(error, "status_code", None)
    return told if isinstance(told, int) and told != 500 else None
