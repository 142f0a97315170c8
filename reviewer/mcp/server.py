"""The server behind both transports: it lists and calls tools, lists and reads resources, and logs no word of a draft."""

from __future__ import annotations

import asyncio
import logging
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextContent,
    TextResourceContents,
)

from reviewer import Reviewer
from reviewer.errors import ReviewerError
from reviewer.mcp import knowledge, words
from reviewer.mcp.desk import Desk
from reviewer.mcp.tools import Answer, Toolbox

__all__ = ["LOG", "make_server"]

LOG: Final = logging.getLogger("reviewer.mcp")
_NAME: Final = "interview-follow-up-reviewer"


def make_server(reviewer: Reviewer, desk: Desk) -> Server[Any]:
    """A server that judges with this reviewer, in the threads of this desk."""
    calls = _Calls(reviewer, desk)
    return Server(
        _NAME,
        version=version(_NAME),
        title="Interview follow-up reviewer",
        instructions=words.INSTRUCTIONS,
        on_list_tools=calls.list_tools,
        on_call_tool=calls.call_tool,
        on_list_resources=calls.list_resources,
        on_list_resource_templates=calls.list_templates,
        on_read_resource=calls.read_resource,
    )


class _Calls:
    """What is answered to each kind of request; nothing is raised but errors of the protocol, which hold no word of a draft."""

    def __init__(self, reviewer: Reviewer, desk: Desk) -> None:
        self._reviewer, self._desk = reviewer, desk
        self._toolbox = Toolbox(reviewer, text=desk.limits.text)
        self._resources = list(knowledge.resources(reviewer))

    async def list_tools(self, ctx: object, params: PaginatedRequestParams | None) -> ListToolsResult:
        _whole(params)
        return ListToolsResult(tools=self._toolbox.tools)

    async def list_resources(self, ctx: object, params: PaginatedRequestParams | None) -> ListResourcesResult:
        _whole(params)
        return ListResourcesResult(resources=self._resources)

    async def list_templates(self, ctx: object, params: PaginatedRequestParams | None) -> ListResourceTemplatesResult:
        _whole(params)
        return ListResourceTemplatesResult(resource_templates=knowledge.TEMPLATES)

    async def read_resource(self, ctx: object, params: ReadResourceRequestParams) -> ReadResourceResult:
        try:
            text = await self._desk.do(lambda: knowledge.read(self._reviewer, params.uri))
        except ReviewerError as problem:
            raise MCPError(INVALID_PARAMS, problem.message, {"uri": params.uri}) from None
        except Exception as problem:
            raise MCPError(INTERNAL_ERROR, _defect(problem)) from None
        return ReadResourceResult(contents=[TextResourceContents(uri=params.uri, mime_type="application/json", text=text)])

    async def call_tool(self, ctx: object, params: CallToolRequestParams) -> CallToolResult:
        if not self._toolbox.knows(params.name):
            known = ", ".join(tool.name for tool in self._toolbox.tools)
            raise MCPError(INVALID_PARAMS, f"there is no tool of this name; there are {known}")
        begun, outcome = time.perf_counter(), "cancelled"
        try:
            answer = await self._desk.do(lambda: self._toolbox.call(params.name, params.arguments or {}))
            outcome = "answered"
            return _result(answer)
        except asyncio.CancelledError:
            raise
        except ReviewerError as problem:
            outcome = "refused"
            return _refusal(problem.message)
        except Exception as problem:
            outcome = "defect"
            return _refusal(_defect(problem))
        finally:
            seconds = round(time.perf_counter() - begun, 4)
            LOG.info("call", extra={"fields": {"tool": params.name, "outcome": outcome, "seconds": seconds}})


def _result(answer: Answer) -> CallToolResult:
    """The words first, then the same as JSON, for clients that know nothing of structured results."""
    json = answer.value.model_dump_json()
    content = [TextContent(type="text", text=answer.words), TextContent(type="text", text=json)]
    return CallToolResult(content=list(content), structured_content=answer.value.model_dump(mode="json"))


def _refusal(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def _whole(params: PaginatedRequestParams | None) -> None:
    """Every list comes whole, so that no page can follow."""
    if params is not None and params.cursor is not None:
        raise MCPError(INVALID_PARAMS, "`cursor` names no page; the list comes whole")


def _defect(problem: BaseException) -> str:
    """A mistake of this program: its kind and place, and nothing of what it was working on."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else ""
    return f"this is a defect of the program ({type(problem).__name__}{where}); please report it without the draft"
