"""Who may talk to the page: this machine, from this page, and nobody else.

A page on 127.0.0.1 can be reached by any site open in the same browser. So the Host header must
name this machine (else a foreign name could be pointed here), and whatever calls the API must
come from our own page or from no page at all.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.browser.read import Unreadable

logger = logging.getLogger(__name__)

NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names_us(place: str, port: int) -> bool:
    """Whether `host:port`, as a Host header or an origin writes it, is this server."""
    try:
        parts = urlsplit(f"//{place}")
        named, at = parts.hostname, parts.port
    except ValueError:
        return False
    plain = not parts.path and "@" not in parts.netloc
    return plain and named in NAMES and (at or 80) == port


def own_page(request: web.Request, port: int) -> bool:
    """Whether a request comes from our own page, or from a program that is no browser."""
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    scheme, _, place = origin.partition("://")
    return scheme == "http" and names_us(place, port)


def refused(status: int, sentence: str) -> web.Response:
    """An error as the API gives it."""
    return web.json_response({"error": sentence}, status=status)


def check(request: web.Request, port: int) -> web.Response | None:
    """Why this request is not for us; None when it is."""
    if not names_us(request.host, port):
        return refused(403, f"Open this page as http://127.0.0.1:{port}: it answers to no other name.")
    if request.path.startswith("/api/") and not own_page(request, port):
        return refused(403, "Another site asked for this, so nothing was done.")
    if request.method == "POST" and request.content_type != "application/json":
        return refused(415, "Send JSON, with the header Content-Type: application/json.")
    return None


def guard(port: Callable[[], int], trouble: type[Exception]) -> Middleware:
    """A middleware that checks who asks, and answers every fault with one sentence.

    `trouble`: the fault whose own sentence is meant to be read. Whoever plays here also runs the machine.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = check(request, port())
        return answer if answer is not None else await _answer(request, handler, trouble)

    return guarded


async def _answer(request: web.Request, handler: Handler, trouble: type[Exception]) -> web.StreamResponse:
    try:
        return await handler(request)
    except Unreadable as fault:
        return refused(fault.status, fault.sentence)
    except web.HTTPRequestEntityTooLarge:
        return refused(413, "That is too long for one message: send it in parts, or as a link.")
    except web.HTTPNotFound:
        return refused(404, "There is nothing at this address.")
    except web.HTTPMethodNotAllowed as fault:
        return refused(405, f"Use {' or '.join(sorted(fault.allowed_methods))} here.")
    except trouble as fault:
        # The store says once that it is in trouble, and once that it works again.
        logger.debug("%s %s: %s", request.method, request.path, fault)
        return refused(503, str(fault))
    except Exception as fault:  # whatever it is, the person hears that it was not kept
        logger.error("%s %s failed", request.method, request.path, exc_info=fault)
        return refused(503, "That did not go through. What was answered before is kept; try again.")


async def dress(request: web.Request, response: web.StreamResponse) -> None:
    """Give every answer its protective headers."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-cache")
