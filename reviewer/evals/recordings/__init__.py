"""Recordings: real answers in a file, from which an audit with a model runs again without one, to the same figures."""

from reviewer.evals.recordings.keeping import Keeping, record
from reviewer.evals.recordings.lines import Line, Made, Recording, read_recording, write_recording
from reviewer.evals.recordings.replaying import recording_uses, replaying_readers

__all__ = ["Keeping", "Line", "Made", "Recording", "read_recording", "record", "recording_uses", "replaying_readers", "write_recording"]
