"""The reviewer as a tool for assistants that write letters, over the Model Context Protocol. Needs the extra `mcp`."""

from reviewer.mcp.desk import Desk, Limits

__all__ = ["Desk", "Limits"]
