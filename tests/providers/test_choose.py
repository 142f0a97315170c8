"""From a name and an address to a model, with one clear sentence where there is none."""

from __future__ import annotations

import pytest

from reviewer.errors import SettingsError
from reviewer.providers.address import checked, is_loopback
from reviewer.providers.choose import PARAMETERS, model_named
from reviewer.providers.compatible import CompatibleModel
from reviewer.providers.litellm import LiteLLMModel
from reviewer.providers.statuses import retry_after


def test_a_local_name_goes_by_plain_http_and_every_other_through_litellm() -> None:
    local = model_named("local/one", "http://127.0.0.1:8080/v1/")
    hosted = model_named("openai/one")
    assert isinstance(local, CompatibleModel)
    assert isinstance(hosted, LiteLLMModel)
    assert (local.name, local.base_url, hosted.name, hosted.base_url) == ("local/one", "http://127.0.0.1:8080/v1", "openai/one", None)
    assert local.parameters == hosted.parameters == PARAMETERS


@pytest.mark.parametrize("name", ["", "  ", "one two", "local/", "openai/\x07"])
def test_a_name_that_can_be_none_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="must be named as `provider/NAME`"):
        model_named(name, "http://127.0.0.1:8080/v1")


def test_a_server_of_ones_own_has_an_address() -> None:
    with pytest.raises(SettingsError, match="`local/one` needs the address of its server"):
        model_named("local/one")


@pytest.mark.parametrize("url", ["", "127.0.0.1:8080", "ftp://host/v1", "http://", "http://host:99999/v1", "file:///etc/passwd"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="must be an address such as"):
        checked(url)


@pytest.mark.parametrize("url", ["http://me:swordfish@host/v1", "https://host/v1?key=swordfish", "https://host/v1#swordfish"])
def test_an_address_holds_no_secret(url: str) -> None:
    """It is shown and stored; and the complaint does not repeat it."""
    with pytest.raises(SettingsError, match="must hold no user name, password, query or fragment") as caught:
        checked(url)
    assert "swordfish" not in caught.value.message


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:1/v1", True),
        ("http://127.8.8.8/v1", True),
        ("http://[::1]:1/v1", True),
        ("http://localhost/v1", True),
        ("http://box.localhost/v1", True),
        ("http://localhost.example/v1", False),
        ("http://10.0.0.1/v1", False),
        ("https://api.example/v1", False),
    ],
)
def test_this_machine_is_told_from_others(url: str, here: bool) -> None:
    assert is_loopback(url) is here


def test_a_key_for_a_server_of_ones_own_comes_from_the_environment() -> None:
    model = model_named("local/one", "http://127.0.0.1:1/v1", environ={"LOCAL_API_KEY": "sk-1"})
    assert isinstance(model, CompatibleModel)
    assert model._headers["authorization"] == "Bearer sk-1"
    assert "sk-1" not in repr(model)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "999999"}, 3600.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
    ],
)
def test_a_pause_is_read_from_whatever_names_it(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds
