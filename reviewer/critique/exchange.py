"""Questions as a file that leaves, answers as a file that comes back: the formats of OpenAI's Batch API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from reviewer.asking import Call, Failure, Model
from reviewer.critique.critic import Critic
from reviewer.critique.drive import Answers
from reviewer.critique.failures import explain, look_at
from reviewer.critique.key import key_of
from reviewer.critique.prompt import FENCE
from reviewer.critique.pseudonyms import Disguise
from reviewer.critique.reading import Reading
from reviewer.critique.sealing import sealed
from reviewer.providers.compatible import reply_of, response_format

__all__ = ["UnfitError", "body_of", "request_of", "take"]

_PENDING: Final = "pending:"
_MODE: Final = "json_schema"


class UnfitError(ValueError):
    """A line of answers that cannot be used; the message says why, without a word of it."""


def body_of(call: Call, model: Model) -> dict[str, Any]:
    """A call as the body of a chat completion."""
    sent = dict(model.parameters)
    if "seed" in sent:
        sent["seed"] += call.sample
    messages = [message._asdict() for message in call.messages]
    return {"model": model.name.partition("/")[2] or model.name, "messages": messages, **sent, **response_format(call.mode, call.schema)}


def request_of(critic: Critic, reading: Reading) -> dict[str, Any] | None:
    """The question of a reading as one line of a batch; nothing where its answer is there already.

    What undoes the stand-ins of this one request is kept beside the answers, under the request's own number.
    """
    call = critic.call(reading, _MODE)
    about = reading.about(call, critic.model)
    key = key_of(about)
    if critic.answers.get(key) is not None:
        return None
    asked, disguise = sealed(call, reading.roster)
    short = {name: about[name] for name in ("format", "prompt", "guidelines", "model", "base_url", "parameters")}
    critic.answers.put(_PENDING + key, {"names": dict(disguise.names), "fence": disguise.fence, "about": short})
    return {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body_of(asked, critic.model)}


def take(line: bytes, answers: Answers) -> str:
    """Put the answer in one line of a batch's output where it will be looked up; gives its key.

    Raises:
        UnfitError: the line holds no complete answer to a question that was exported here.
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise UnfitError("is no JSON") from None
    key = record.get("custom_id") if isinstance(record, dict) else None
    if not isinstance(key, str):
        raise UnfitError("has no `custom_id`")
    pending = answers.get(_PENDING + key)
    if pending is None:
        raise UnfitError("answers no question that was exported from this cache; export it again with the same cache")
    disguise = Disguise(_names(pending), str(pending.get("fence") or "\0"), FENCE)
    try:
        answers.put(key, _entry(_response(record), disguise, pending.get("about")))
    except Failure as failure:
        raise UnfitError(f"holds no answer: {explain(failure)}") from None
    return key


def _names(pending: Mapping[str, Any]) -> dict[str, str]:
    names = pending.get("names")
    return {str(stand_in): str(name) for stand_in, name in names.items()} if isinstance(names, Mapping) else {}


def _response(record: Mapping[str, Any]) -> object:
    response = record.get("response")
    if record.get("error") or not isinstance(response, Mapping):
        raise UnfitError("was not answered; the provider reports an error")
    status = response.get("status_code", 200)
    if status != 200:
        raise UnfitError(f"was not answered; the provider reports status {status}")
    return response.get("body")


def _entry(body: object, disguise: Disguise, about: Any) -> dict[str, Any]:
    """A complete answer as it is kept; whether it has the right form is looked at each time it is read."""
    reply = reply_of(body)
    if failure := look_at(reply):
        raise failure
    return {
        "text": disguise.take_off(reply.text),
        "finish": reply.finish,
        "mode": _MODE,
        "model": reply.model,
        "tokens": None if reply.tokens is None else dict(reply.tokens),
        "cost_usd": None,
        "seconds": None,
        "about": about,
    }
