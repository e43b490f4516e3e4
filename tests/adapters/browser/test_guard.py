"""Nobody but this machine and this page may talk to the workspace."""

from __future__ import annotations

import pytest

HELLO = b'{"person": "joy", "words": "hello"}'


async def status(workspace, method="GET", path="", data=None, **headers: str) -> int:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    async with workspace.client.request(method, workspace.address + path, headers=sent, data=data) as answer:
        if answer.status >= 400:
            assert (await answer.json())["error"].endswith(".")
        return int(answer.status)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
async def test_this_machine_s_names(workspace, name):
    assert await status(workspace, Host=f"{name}:{workspace.port}") == 200


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "localhost.", "user@localhost", "0.0.0.0"]
)
async def test_other_names_are_refused(workspace, name):
    for path in ("", "api/state", "page/main.js", "healthz"):
        assert await status(workspace, path=path, Host=f"{name}:{workspace.port}") == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "127.0.0.1:x", "localhost:{port}/x"])
async def test_other_ports_are_refused(workspace, host):
    assert await status(workspace, Host=host.format(port=workspace.port)) == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Origin": "https://localhost:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "http://127.0.0.1:{port}", "Sec_Fetch_Site": "cross-site"},
    ],
)
async def test_another_site_can_neither_act_nor_look(workspace, headers):
    headers = {name: value.format(port=workspace.port) for name, value in headers.items()}
    assert await status(workspace, "POST", "api/say", HELLO, **JSON_HEADERS, **headers) == 403
    assert await status(workspace, path="api/state", **headers) == 403
    assert workspace.inbox.events == []


JSON_HEADERS = {"Content_Type": "application/json"}


async def test_the_own_page_and_scripts_may_act(workspace):
    origin = f"http://127.0.0.1:{workspace.port}"
    headers = {**JSON_HEADERS, "Origin": origin, "Sec_Fetch_Site": "same-origin"}
    assert await status(workspace, "POST", "api/say", HELLO, **headers) == 200
    assert await status(workspace, "POST", "api/say", HELLO, **JSON_HEADERS) == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_plain_form_can_send_is_refused(workspace, kind):
    assert await status(workspace, "POST", "api/say", HELLO, Content_Type=kind) == 415
    assert workspace.inbox.events == []


@pytest.mark.parametrize(
    "path", ["page/app.py", "page/..%2fapp.py", "page/%2e%2e/app.py", "etc/passwd", "page/"]
)
async def test_only_the_page_s_own_files_are_served(workspace, path):
    assert await status(workspace, path=path) == 404


async def test_a_wrong_method_is_a_sentence(workspace):
    assert await status(workspace, path="api/say") == 405


@pytest.mark.parametrize("path", ["", "page/main.js", "api/state", "nowhere"])
async def test_every_answer_is_dressed(workspace, path):
    async with workspace.client.get(workspace.address + path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
