"""Frames: who speaks to whom, for the draft and for each sentence."""

from reviewer.frames.frames import Frames, Reader, Voice, frame

__all__ = ["Frames", "Reader", "Voice", "frame"]
