"""Drives a headless Chromium over its DevTools WebSocket: enough to use a page as a person does."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp

PROGRAMS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
)  # fmt: skip
"""The first that is installed is taken: one without windows needs a third of the time."""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    # Pages of its own that Chromium loads for each of its windows: half of its time.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,PreloadTopChromeWebUI,SpareRendererForSitePerProcess",
)
KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
    " ": (32, " "),
}


def find() -> str | None:
    """The browser's program, where one is installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


_TRUE = """new Promise((done, fail) => {
  const hints = ["scroll", "focusin", "resize", "load"];
  const look = () => {
    try {
      if (%s) end(true);
    } catch (fault) {
      end(false, fault);
    }
  };
  const changes = new MutationObserver(look);
  const late = setTimeout(() => end(false), %d);
  const often = setInterval(look, 50);
  const end = (found, fault) => {
    changes.disconnect();
    clearTimeout(late);
    clearInterval(often);
    for (const hint of hints) removeEventListener(hint, look, true);
    fault ? fail(fault) : done(found);
  };
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const hint of hints) addEventListener(hint, look, true);
  look();
})"""
"""An expression, looked at whenever something on the page has changed."""
GONE = ("Inspected target navigated or closed", "Execution context was destroyed", "Promise was collected")
"""What the browser says of a script whose page has made way for another."""


class Chromium:
    """One browser process; every page gets its own context, so nothing is remembered between them."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._folder = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._listener: asyncio.Task[None] | None = None
        self._count = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._pages: dict[str, Page] = {}

    async def start(self) -> None:
        """Start the process and connect to it."""
        self._process = await asyncio.create_subprocess_exec(
            self._program,
            *FLAGS,
            f"--user-data-dir={self._folder.name}",
            "about:blank",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what is installed may be a shell script around the program
        )
        port, path = await asyncio.to_thread(self._address)
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0)
        self._listener = asyncio.create_task(self._listen(self._socket))

    def _address(self) -> tuple[str, str]:
        told = Path(self._folder.name) / "DevToolsActivePort"
        for _ in range(400):
            if told.exists() and told.read_text().count("\n"):
                break
            time.sleep(0.05)
        port, path = told.read_text().splitlines()[:2]
        return port, path

    async def stop(self) -> None:
        """Close the browser and forget what it kept."""
        if self._listener is not None:
            self._listener.cancel()
        if self._session is not None:
            await self._session.close()
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()
        self._folder.cleanup()

    async def call(self, method: str, session: str = "", /, **params: Any) -> Any:
        """Ask the browser for something and await its answer."""
        assert self._socket is not None
        self._count += 1
        number = self._count
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json(message)
        return await asyncio.wait_for(self._waiting[number], 20)

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for packed in socket:
            message = json.loads(packed.data)
            if future := self._waiting.pop(message.get("id", 0), None):
                if not future.done():
                    if "error" in message:
                        future.set_exception(RuntimeError(message["error"]["message"]))
                    else:
                        future.set_result(message["result"])
            elif page := self._pages.get(message.get("sessionId", "")):
                page.hear(message["method"], message["params"])

    async def open(self, address: str, *, width: int = 1280, height: int = 860, dark: bool = False) -> Page:
        """A new page in a context of its own, at a screen's size."""
        context = (await self.call("Target.createBrowserContext"))["browserContextId"]
        target = await self.call("Target.createTarget", url="about:blank", browserContextId=context)
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = Page(self, attached["sessionId"], context)
        self._pages[attached["sessionId"]] = page
        for domain in ("Page", "Runtime", "Network", "Log"):
            await page.call(f"{domain}.enable")
        await page.resize(width, height)
        await page.prefer(dark=dark)
        await page.call("Page.navigate", url=address)
        return page


class Page:
    """One page, used as a person would: by clicks and keys."""

    def __init__(self, browser: Chromium, session: str, context: str) -> None:
        self._browser = browser
        self._session = session
        self._context = context
        self.errors: list[str] = []
        """What the console reported as an error, and exceptions nobody caught."""
        self.requests: list[str] = []
        """The address of everything the page asked for."""

    async def call(self, method: str, **params: Any) -> Any:
        return await self._browser.call(method, self._session, **params)

    async def close(self) -> None:
        await self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)

    def hear(self, method: str, params: dict[str, Any]) -> None:
        """Take note of what the browser reports by itself."""
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description", details["text"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            self.errors.append(str([argument.get("value") for argument in params["args"]]))

    async def resize(self, width: int, height: int) -> None:
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def prefer(self, *, dark: bool) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        await self.call("Emulation.setEmulatedMedia", features=[scheme, still])

    async def evaluate(self, script: str) -> Any:
        """What a JavaScript expression (or promise) gives."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    async def wait_for(self, script: str, seconds: float = 8.0) -> None:
        """Wait until an expression is true, on this page or on the one that it makes way for."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                if await self.evaluate(_TRUE % (script, left * 1000)):
                    return
            except RuntimeError as fault:
                if not str(fault).startswith(GONE):
                    raise
        raise AssertionError(f"never true: {script}")

    async def frame(self) -> None:
        """Wait until everything that was done before is drawn, and those who watch it have been told."""
        await self.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    async def click(self, selector: str) -> None:
        """Click the middle of an element, with the mouse."""
        quoted = json.dumps(selector)
        seen = f"[...document.querySelectorAll({quoted})].find((node) => node.getClientRects().length)"
        await self.wait_for(seen)
        point = await self.evaluate(
            f"(() => {{ const node = {seen};"
            " node.scrollIntoView({block: 'nearest'});"
            " const box = node.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2] })()"
        )
        at = {"x": point[0], "y": point[1], "button": "left", "clickCount": 1}
        await self.call("Input.dispatchMouseEvent", type="mousePressed", **at)
        await self.call("Input.dispatchMouseEvent", type="mouseReleased", **at)

    async def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        await self.call("Input.insertText", text=text)

    async def key(self, key: str, *, shift: bool = False) -> None:
        """Press one key."""
        code, text = KEYS[key]
        named = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code}
        named["modifiers"] = 8 if shift else 0
        typed = {"text": text} if text else {}
        await self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **named, **typed)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    async def screenshot(self, path: Path) -> None:
        """The page as a PNG."""
        image = await self.call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(image["data"]))
