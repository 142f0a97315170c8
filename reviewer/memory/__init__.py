"""What the writer has told about their applications, kept on this machine for themselves alone: facts and days, never a draft."""

from reviewer.memory.place import forget_memory, memory_file
from reviewer.memory.quarrels import quarrel
from reviewer.memory.store import Memory

__all__ = ["Memory", "forget_memory", "memory_file", "quarrel"]
