"""What may be sent from when in one application, why, and what would be too much."""

from reviewer.due.outlook import Outlook, Step, outlook
from reviewer.due.questions import Question

__all__ = ["Outlook", "Question", "Step", "outlook"]
