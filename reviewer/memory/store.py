"""The memory itself: applications by name, told and asked for; each call is one piece of work on the file."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reviewer.errors import DataError, InputError, nearest
from reviewer.memory.connection import reading, writing
from reviewer.memory.facts import gathered, told_apart
from reviewer.models import Context
from reviewer.models.acceptance import Acceptance
from reviewer.models.application import LONGEST_NAME, Application, Message, follow_ups_since_reply

__all__ = ["Memory", "Removed"]


class Removed(NamedTuple):
    """What was forgotten with an application."""

    name: str
    facts: int
    messages: int


class Memory:
    """The applications that are remembered in one file; safe to use from several threads and processes at once.

    Raises (each of its methods):
        InputError: a name is not known, or is taken already.
        DataError: the file cannot be read; nothing in it is changed.
        OutputError: it cannot be written.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def begun(self) -> bool:
        """Whether there is a memory at all; asking never makes one."""
        return os.path.isfile(self.file)  # false too where it cannot be looked at, which telling something will explain

    def applications(self) -> tuple[Application, ...]:
        """All of them, by name."""
        with reading(self.file) as db:
            if db is None:
                return ()
            rows = db.execute("SELECT id, name, added_on, revision FROM applications ORDER BY folded").fetchall()
            return tuple(self._read(db, *row) for row in rows)

    def application(self, name: str) -> Application:
        """The one of this name, in capitals or not."""
        with reading(self.file) as db:
            if db is None:
                raise _unknown(name, ())
            return self._one(db, name)

    def add(self, name: str, known: Context, *, today: dt.date) -> Application:
        """Begin to remember an application."""
        name = _name(name)
        with writing(self.file) as db:
            _hold_free(db, name, "; change it with `reviewer app edit`, or choose another name")
            key = secrets.token_hex(16)
            db.execute("INSERT INTO applications VALUES (?, ?, ?, ?, 0)", (key, name, _folded(name), str(today)))
            _tell(db, key, told_apart(known), today)
            _send(db, key, [Message(on=day, kind="follow-up") for day in known.follow_ups or ()])
            return self._one(db, name)

    def edit(
        self,
        name: str,
        facts: Mapping[str, Any],
        *,
        clear: Sequence[str] = (),
        follow_ups: Sequence[dt.date] | None = None,
        new_name: str | None = None,
        today: dt.date,
    ) -> Application:
        """Lay facts over what is known, by field as `told_apart` has them; `follow_ups` replaces those since the last reply."""
        with writing(self.file) as db:
            found = self._changed(db, name)
            _clear(db, found.id, clear)
            _tell(db, found.id, facts, today)
            if follow_ups is not None or "follow_ups" in clear:
                _unsend_follow_ups(db, found)
                _send(db, found.id, [Message(on=day, kind="follow-up") for day in follow_ups or ()])
            if new_name is not None:
                _rename(db, found, _name(new_name))
            return self._one(db, new_name or name)

    def remove(self, name: str) -> Removed:
        """Forget one application, even one that cannot be read any more."""
        with writing(self.file) as db:
            key, called, *_ = _row(db, name)
            facts, messages = (
                db.execute(f"SELECT count(*) FROM {table} WHERE application = ?", (key,)).fetchone()[0] for table in ("facts", "messages")
            )
            db.execute("DELETE FROM applications WHERE id = ?", (key,))
            return Removed(called, facts, messages)

    def record(self, name: str, message: Message) -> Application:
        """Note that a message was sent."""
        with writing(self.file) as db:
            _send(db, self._changed(db, name).id, [message])
            return self._one(db, name)

    def heard(self, name: str, reply: Message, facts: Mapping[str, Any], *, clear: Iterable[str] = (), today: dt.date) -> Application:
        """Note that the employer has replied, with the facts that came along; told twice of one day, it is one reply."""
        with writing(self.file) as db:
            found = self._changed(db, name)
            if found.messages[-1:] != (reply,):
                _send(db, found.id, [reply])
            _clear(db, found.id, clear)
            _tell(db, found.id, facts, today)
            return self._one(db, name)

    def take_back(self, name: str, message: Message) -> Application:
        """Undo the note of a message that was not sent after all."""
        with writing(self.file) as db:
            found = self._changed(db, name)
            last = "SELECT max(told) FROM messages WHERE application = ? AND day = ? AND kind = ?"
            gone = db.execute(f"DELETE FROM messages WHERE told = ({last})", (found.id, str(message.on), message.kind)).rowcount
            if not gone:
                raise InputError(f"no {message.kind} of {message.on} is recorded for `{found.name}`; `reviewer app show` lists what is")
            return self._one(db, name)

    def accept(self, name: str, acceptances: Iterable[Acceptance], *, today: dt.date) -> Application:
        """Keep leave for certain words, known by their hash; a new reason takes the place of the old one."""
        with writing(self.file) as db:
            found = self._one(db, name)
            _allow(db, found.id, acceptances, today)
            return self._one(db, name)

    def no_longer_accept(self, name: str, rule: str, hash: str | None = None) -> int:
        """Take leave back from a rule, for all words or for those of one hash; gives how many leaves are gone."""
        with writing(self.file) as db:
            query = "DELETE FROM acceptances WHERE application = ? AND rule = ? AND coalesce(?, hash) = hash"
            return db.execute(query, (self._one(db, name).id, rule, hash)).rowcount

    def take_in(self, applications: Sequence[Application]) -> None:
        """Remember applications that were written down elsewhere, all or none; each takes the place of the one with its id."""
        with writing(self.file) as db:
            for one in applications:
                db.execute("DELETE FROM applications WHERE id = ?", (one.id,))
                _hold_free(db, one.name, ", as another application; rename or remove it first")
                row = (one.id, _name(one.name), _folded(one.name), str(one.added_on), one.revision)
                db.execute("INSERT INTO applications VALUES (?, ?, ?, ?, ?)", row)
                for field, value in told_apart(one.known).items():
                    _tell(db, one.id, {field: value}, one.said_on.get(field, one.added_on))
                _send(db, one.id, one.messages)
                _allow(db, one.id, one.accepted, one.added_on)

    def _one(self, db: sqlite3.Connection, name: str) -> Application:
        return self._read(db, *_row(db, name))

    def _changed(self, db: sqlite3.Connection, name: str) -> Application:
        """The one of this name, about to be changed."""
        found = self._one(db, name)
        db.execute("UPDATE applications SET revision = revision + 1 WHERE id = ?", (found.id,))
        return found

    def _read(self, db: sqlite3.Connection, key: str, name: str, added_on: str, revision: int) -> Application:
        facts = db.execute("SELECT field, value, said_on FROM facts WHERE application = ? ORDER BY field", (key,)).fetchall()
        sent = db.execute("SELECT day, kind FROM messages WHERE application = ? ORDER BY day, told", (key,)).fetchall()
        leave = "SELECT rule, reason, hash, accepted_on FROM acceptances WHERE application = ? ORDER BY rule, accepted_on, hash"
        try:
            messages = tuple(Message.model_validate({"on": day, "kind": kind}) for day, kind in sent)
            known = gathered({field: json.loads(value) for field, value, _ in facts})
            accepted = [dict(zip(("rule", "reason", "hash", "accepted_on"), row, strict=True)) for row in db.execute(leave, (key,))]
            return Application.model_validate(
                {
                    "name": name,
                    "id": key,
                    "added_on": added_on,
                    "revision": revision,
                    "known": {**known, "follow_ups": follow_ups_since_reply(messages)},
                    "said_on": {field: day for field, _, day in facts},
                    "messages": messages,
                    "accepted": accepted,
                }
            )
        except ValueError:
            way_out = "remove that application, or move the file aside"
            raise DataError(f"what is kept about `{name}` cannot be read; {way_out}", file=str(self.file)) from None


def _row(db: sqlite3.Connection, name: str) -> tuple[str, str, str, int]:
    row: tuple[str, str, str, int] | None = db.execute(
        "SELECT id, name, added_on, revision FROM applications WHERE folded = ?", (_folded(name),)
    ).fetchone()
    if row is None:
        raise _unknown(name, [known for (known,) in db.execute("SELECT name FROM applications")])
    return row


def _hold_free(db: sqlite3.Connection, name: str, way_out: str, *, but: str = "") -> None:
    """Refuse a name that an application has already; `but` is the one that may keep it."""
    taken = db.execute("SELECT name FROM applications WHERE folded = ? AND id != ?", (_folded(name), but)).fetchone()
    if taken:
        raise InputError(f"`{taken[0]}` is remembered already{way_out}")


def _rename(db: sqlite3.Connection, found: Application, name: str) -> None:
    _hold_free(db, name, "; choose another name", but=found.id)
    db.execute("UPDATE applications SET name = ?, folded = ? WHERE id = ?", (name, _folded(name), found.id))


def _tell(db: sqlite3.Connection, key: str, facts: Mapping[str, Any], today: dt.date) -> None:
    rows = [(key, field, json.dumps(value, ensure_ascii=False), str(today)) for field, value in facts.items()]
    db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", rows)


def _clear(db: sqlite3.Connection, key: str, fields: Iterable[str]) -> None:
    db.executemany("DELETE FROM facts WHERE application = ? AND field = ?", [(key, field) for field in fields])


def _allow(db: sqlite3.Connection, key: str, acceptances: Iterable[Acceptance], today: dt.date) -> None:
    """Keep leave for words that have a hash; one without a day was given today."""
    rows = [(key, one.rule, one.hash, one.reason, str(one.accepted_on or today)) for one in acceptances if one.hash]
    db.executemany("INSERT OR REPLACE INTO acceptances VALUES (?, ?, ?, ?, ?)", rows)


def _send(db: sqlite3.Connection, key: str, messages: Iterable[Message]) -> None:
    rows = [(key, str(message.on), message.kind) for message in messages]
    db.executemany("INSERT INTO messages (application, day, kind) VALUES (?, ?, ?)", rows)


def _unsend_follow_ups(db: sqlite3.Connection, found: Application) -> None:
    """Take back the follow-ups since the last reply."""
    told = db.execute("SELECT told, kind FROM messages WHERE application = ? ORDER BY day, told", (found.id,)).fetchall()
    replies = [n for n, (_, kind) in enumerate(told) if kind == "reply"]
    since = told[replies[-1] + 1 if replies else 0 :]
    db.executemany("DELETE FROM messages WHERE told = ?", [(number,) for number, kind in since if kind == "follow-up"])


def _name(name: str) -> str:
    """A name on one line, or one sentence about it."""
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise InputError(f"an application needs a name of 1 to {LONGEST_NAME} characters that can be printed, such as `ACME`")
    return plain


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _unknown(name: str, known: Sequence[str]) -> InputError:
    if not known:
        return InputError("no application is remembered yet; begin with `reviewer app add NAME`", field="for")
    folded = {_folded(one): one for one in known}
    import difflib

    close = difflib.get_close_matches(_folded(name), folded, n=1)
    hint = f"did you mean `{folded[close[0]]}`?" if close else nearest("", known)
    return InputError(f"no application is called `{' '.join(name.split())[:LONGEST_NAME]}`; {hint}", field="for")
