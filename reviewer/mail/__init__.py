"""Mail: drafts and threads read from files, and the facts that a thread holds, each with the mail it comes from."""

from reviewer.mail.archive import read_archive, read_archives
from reviewer.mail.fact import Fact, Lessons, Question
from reviewer.mail.lessons import learn
from reviewer.mail.mail import Mail, Person
from reviewer.mail.reading import read_mail
from reviewer.mail.thread import Thread, thread_of

__all__ = [
    "Fact",
    "Lessons",
    "Mail",
    "Person",
    "Question",
    "Thread",
    "learn",
    "read_archive",
    "read_archives",
    "read_mail",
    "thread_of",
]
