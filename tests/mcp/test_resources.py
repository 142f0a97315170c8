"""Guidelines and rules as resources."""

from __future__ import annotations

import json

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import PaginatedRequestParams

from reviewer import Reviewer
from reviewer.models import GUIDELINES
from tests.mcp.conftest import MakeServer
from tests.mcp.connecting import MODES, asked, resource


@pytest.mark.parametrize("mode", MODES)
def test_every_guideline_and_every_rule_is_listed_and_can_be_read(serving: MakeServer, rules_alone: Reviewer, mode: str) -> None:
    """The addresses are `guideline://ID` and `rule://GUIDELINE/NAME`, as the templates say."""

    async def use(client: Client) -> tuple[list[str], list[str], dict[str, str]]:
        listed = [resource.uri for resource in (await client.list_resources()).resources]
        templates = [template.uri_template for template in (await client.list_resource_templates()).resource_templates]
        return listed, templates, {uri: await resource(client, uri) for uri in listed}

    listed, templates, texts = asked(serving(), use, mode)
    assert listed == [*(f"guideline://{id}" for id in GUIDELINES), *(f"rule://{rule.id}" for rule in rules_alone.rules)]
    assert templates == ["guideline://{id}", "rule://{guideline}/{name}"]
    assert {uri: json.loads(text)["id"] for uri, text in texts.items()} == {uri: uri.partition("://")[2] for uri in listed}


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("guideline://too-late", "`too-late` is not a guideline; "),
        ("rule://too-soon/before", "`too-soon/before` is not a rule; did you mean"),
        ("rule://nonsense/x", "`nonsense/x` is not a rule; the list of resources names them all"),
        ("file:///etc/passwd", "there is no such resource; there are `guideline://ID` and `rule://GUIDELINE/NAME`"),
        ("guideline://../../secrets", "`../../secrets` is not a guideline; "),
        ("rule://" + "x" * 5_000, "`" + "x" * 80 + "...` is not a rule; "),
    ],
)
def test_an_unknown_resource_is_an_error_that_names_the_way_out(serving: MakeServer, uri: str, sentence: str) -> None:
    """Nothing but guidelines and rules can be read, whatever the address."""
    with pytest.raises(MCPError) as caught:
        asked(serving(), lambda client: client.read_resource(uri))
    assert (caught.value.error.code, caught.value.error.message[: len(sentence)]) == (-32602, sentence)


def test_lists_come_whole_and_have_no_further_page(serving: MakeServer) -> None:
    """An invented cursor is refused."""
    for ask in ("list_tools", "list_resources", "list_resource_templates"):

        async def use(client: Client, ask: str = ask) -> None:
            await getattr(client.session, ask)(params=PaginatedRequestParams(cursor="next"))

        with pytest.raises(MCPError, match="`cursor` names no page"):
            asked(serving(), use)
