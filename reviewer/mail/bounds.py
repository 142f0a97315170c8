"""How much mail is read: far more than people write, far less than would hold up this machine."""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 40_000_000
"""Of one mail, attachments included; mail services refuse larger ones."""
MOST_ARCHIVE_BYTES: Final = 200_000_000
"""Of one file that holds many mails."""
MOST_MAILS: Final = 5_000
"""In one file or in all files together."""
MOST_LINES: Final = 700_000
"""Of one mail; so many lines does an attachment of 40 MB have."""
MOST_PARTS: Final = 500
"""Of one mail, each text, picture and forwarded mail counted."""
DEEPEST: Final = 20
"""Parts within parts."""
MOST_HEADERS: Final = 1_000
"""Of one part; mailing lists and virus scanners add dozens."""
LONGEST_HEADER: Final = 200_000
"""In characters: a list of some thousand recipients."""
READ_OF_HEADER: Final = 8_000
"""Characters of a header that are taken apart; the rest is passed over."""
MOST_HTML: Final = 1_000_000
"""Characters of HTML that are turned into text; the rest is passed over, and that is said."""
MOST_PEOPLE: Final = 100
"""Addresses that are read from one header."""
