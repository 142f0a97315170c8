"""Names and addresses leave this machine only as stand-ins, drawn anew for every request and put back in the answer.

Three forms of the same text: the true one, in which everything here is read; the one that is hashed and stored, in which
each mention is a numbered placeholder; and the one that is sent, which reads naturally and tells nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from reviewer.asking import Message
from reviewer.critique.entities import PIECES, Kind, core_of, is_plain, is_start, kind_of, mentions
from reviewer.critique.stand_ins import draw

__all__ = ["Disguise", "Roster"]

_OPEN, _CLOSE = "\u27e6", "\u27e7"
_PLACEHOLDER: Final = re.compile("\u27e6(?:\u27e6|([a-z]+\\d+)\u27e7)")
_LETTERS: Final = "bcdfghjkmnpqrstvwxz"
_Exchange: TypeAlias = Callable[[str, "re.Match[str]"], "str | None"]


class Roster:
    """The mentions of one draft, each with its placeholder.

    Args:
        texts: everything true that may be sent, in whatever form it may be sent.
        known: names that are certain, such as those of reader and writer.
    """

    def __init__(self, texts: Iterable[str] = (), known: Sequence[str] = ()) -> None:
        self._kinds: dict[str, Kind] = {}
        """By what is written, in small letters."""
        self._names: dict[str, str] = {}
        """By what is written, the placeholder's name."""
        self._counted: dict[Kind, int] = {}
        texts = tuple(dict.fromkeys(texts))
        for text in texts:
            for surface, kind in mentions(text, known):
                self._kinds.setdefault(surface.lower(), kind)
                self._add(surface)
        for text in texts:
            _exchanged(text, self._found_again)
        self._surfaces = {name: surface for surface, name in self._names.items()}

    @property
    def surfaces(self) -> frozenset[str]:
        """Everything that does not leave as it is written."""
        return frozenset(self._names)

    def canonical(self, text: str) -> str:
        """The text with placeholders: equal for letters that differ in their names alone."""
        return _exchanged(text.replace(_OPEN, _OPEN * 2), lambda core, piece: _marked(self._name(core, piece)))

    def restore(self, text: str) -> str:
        """The true text behind placeholders; what is none is left."""
        return _PLACEHOLDER.sub(lambda m: self._surfaces.get(m[1], m[0]) if m[1] else _OPEN, text)

    def disguise(self, messages: Sequence[Message], *, fence: str) -> tuple[tuple[Message, ...], Disguise]:
        """The messages as they are sent: with stand-ins that occur nowhere in them, and a fence in the place of `fence`.

        The instructions of the system hold nobody's names and stay as they are.
        """
        taken = frozenset(word.lower() for message in messages for word in re.findall(r"[^\W_]+", message.content))
        drawn = draw(self._kinds, taken)
        stand_ins = {surface: _as_written(surface, drawn[surface.lower()]) for surface in self._names}
        word = "".join(secrets.choice(_LETTERS) for _ in range(16))

        def sent(message: Message) -> Message:
            content = message.content if message.role == "system" else self._placed(message.content, stand_ins)
            return message._replace(content=content.replace(fence, word))

        names = {stand_ins[surface]: name for surface, name in self._names.items()}
        return tuple(map(sent, messages)), Disguise(names, word, fence)

    def _placed(self, text: str, stand_ins: Mapping[str, str]) -> str:
        return _exchanged(text, lambda core, piece: stand_ins[core] if self._name(core, piece) else None)

    def _add(self, surface: str) -> None:
        if surface not in self._names:
            kind = self._kinds[surface.lower()]
            self._counted[kind] = self._counted.get(kind, 0) + 1
            self._names[surface] = f"{kind}{self._counted[kind]}"

    def _found_again(self, core: str, piece: re.Match[str]) -> None:
        """The same name in other letters, such as small ones."""
        if core.lower() in self._kinds and not is_plain(core.lower()):
            self._add(core)

    def _name(self, core: str, piece: re.Match[str]) -> str | None:
        """The placeholder's name, if this is a mention and no common word that looks like one: `Hi Will`, but not `Will you`."""
        name = self._names.get(core)
        if name is None or piece.lastgroup != "word" or not is_plain(core.lower()):
            return name
        text, end = piece.string, piece.end()
        line = text.rfind("\n", 0, piece.start()) + 1
        if not is_start(text[line:end], piece.start() - line) or text[end : end + 1] in (",", "\n", ""):
            return name
        after = PIECES.match(text, end + 1)
        return name if after and text[end] == " " and core_of(after.group()) in self._names else None


class Disguise:
    """The stand-ins and the fence of one request, with the way from what was answered to the form that is stored.

    Args:
        names: by stand-in, the placeholder's name.
        fence: the word that parts the draft from the instructions, which whoever wrote the draft cannot guess.
        stands_for: what holds the fence's place in the stored form.
    """

    def __init__(self, names: Mapping[str, str], fence: str, stands_for: str) -> None:
        self.names, self.fence, self._stands_for = names, fence, stands_for
        self._any_case = {stand_in.lower(): name for stand_in, name in reversed(list(names.items()))}

    def take_off(self, text: str) -> str:
        """An answer in the stored form."""
        quiet = text.replace(_OPEN, _OPEN * 2)
        return _exchanged(quiet, lambda core, _: _marked(self.names.get(core) or self._any_case.get(core.lower()))).replace(
            self.fence, self._stands_for
        )


def _marked(name: str | None) -> str | None:
    return name and f"{_OPEN}{name}{_CLOSE}"


def _exchanged(text: str, exchange: _Exchange) -> str:
    """The text with each piece exchanged that is to be, possessive endings kept; also a name within `Vale-based`."""

    def put(piece: re.Match[str]) -> str:
        whole = piece.group()
        if piece.lastgroup != "word":
            return (exchange(whole, piece) if kind_of(piece) else None) or whole
        core = core_of(whole)
        new = exchange(core, piece)
        if new is None and "-" in core:
            new = "-".join(exchange(part, piece) or part for part in core.split("-"))
        return whole if new is None else new + whole[len(core) :]

    return PIECES.sub(put, text)


def _as_written(surface: str, stand_in: str) -> str:
    """The stand-in in capitals or small letters, as the name is."""
    if surface.isupper() and len(surface) > 1:
        return stand_in.upper()
    return stand_in.lower() if surface.islower() else stand_in
