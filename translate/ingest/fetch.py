"""An article from the web: one GET, bounded in size, time and redirects, and never into a private network.

The name is resolved once, the address checked, and the connection made to that address
(the certificate is still checked against the name): a name that changes its address
between check and use leads nowhere.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, quote, urljoin

from translate import __version__
from translate.errors import InputError
from translate.ingest.hosts import checked_url, host_of, port_of, resolved, shown
from translate.ingest.limits import MEGABYTE, Limits
from translate.ingest.sources import printable

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_REFUSED_TYPES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/javascript", "text/css")
_ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, text/*;q=0.8, */*;q=0.5"
_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
_BLOCK = 65_536


@dataclass(frozen=True)
class Fetched:
    """What a server gave. url: the last one, after redirects. charset: as its headers name it, or ""."""

    url: str
    data: bytes
    charset: str


def fetch(url: str, limits: Limits) -> Fetched:
    """The document at an address.

    Raises InputError for an address that is not http(s) or leads to a private network,
    also by a redirect; for a server that does not answer in time or says no; for what is
    too large or no text; and where the environment asks for a proxy, behind which no
    address could be checked.
    """
    deadline = time.monotonic() + limits.max_seconds
    seen = url
    for _ in range(limits.max_redirects + 1):
        parts = checked_url(url)
        _refuse_proxy(parts)
        try:
            with _answer(parts, deadline, limits) as answer:
                if answer.status not in _REDIRECTS:
                    return _document(answer, url, deadline, limits)
                target = answer.getheader("Location") or ""
        except (TimeoutError, http.client.HTTPException, OSError, ssl.SSLError) as error:
            raise InputError(f"{shown(url)}: {_reason(error, deadline, limits)}") from None
        if not target:
            raise InputError(f"{shown(url)}: the server sends elsewhere without saying where")
        before, url = url, urljoin(url, target)
        if before.startswith("https:") and url.startswith("http:"):
            raise InputError(f"{shown(before)}: leads from https to http; save the page and give the file")
    raise InputError(f"{shown(seen)}: more than {limits.max_redirects} redirects")


def _refuse_proxy(parts: SplitResult) -> None:
    proxies = urllib.request.getproxies()
    if (proxies.get(parts.scheme) or proxies.get("all")) and not urllib.request.proxy_bypass(host_of(parts)):
        raise InputError(
            f"{shown(parts.geturl())}: a proxy is set ({parts.scheme}_proxy), and pages are fetched without one only; "
            "save the page and give the file, or name the host in no_proxy"
        )


@contextmanager
def _answer(parts: SplitResult, deadline: float, limits: Limits) -> Iterator[http.client.HTTPResponse]:
    """The server's answer, its body unread; whatever it does, the connection ends at the deadline."""
    remaining = max(deadline - time.monotonic(), 0.1)
    addresses = resolved(parts, seconds=remaining, allow_private=limits.allow_private)
    sockets = [_connected(parts, addresses, deadline)]
    # A socket's own time limit begins anew with every byte: this one does not.
    watchdog = threading.Timer(max(deadline - time.monotonic(), 0.1), _cut, [sockets])
    watchdog.daemon = True
    watchdog.start()
    connection = http.client.HTTPConnection(host_of(parts), port_of(parts))
    try:
        if parts.scheme == "https":
            secure = ssl.create_default_context().wrap_socket(
                sockets[0], server_hostname=host_of(parts), do_handshake_on_connect=False
            )
            sockets[:] = [secure]
            secure.do_handshake()
        connection.sock = sockets[0]
        path = quote(parts.path or "/", safe=_CHARACTERS)
        if parts.query:
            path += "?" + quote(parts.query, safe=_CHARACTERS)
        headers = {"User-Agent": f"Yelema/{__version__}", "Accept": _ACCEPT, "Accept-Language": "fr, *;q=0.5",
                   "Accept-Encoding": "identity", "Connection": "close"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        _refuse_late(deadline)
        yield answer
    finally:
        watchdog.cancel()
        connection.close()
        sockets[0].close()


def _connected(parts: SplitResult, addresses: list[str], deadline: float) -> socket.socket:
    """A connection to the first address that takes one."""
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port_of(parts)), timeout=max(deadline - time.monotonic(), 0.1))
        except OSError as error:
            failure = error
    raise failure


def _cut(sockets: list[socket.socket]) -> None:
    with suppress(OSError):
        sockets[0].shutdown(socket.SHUT_RDWR)


def _refuse_late(deadline: float) -> None:
    """Raises TimeoutError where the watchdog may have cut the connection: it looks like an end."""
    if time.monotonic() >= deadline:
        raise TimeoutError


def _document(answer: http.client.HTTPResponse, url: str, deadline: float, limits: Limits) -> Fetched:
    if answer.status != 200:
        raise InputError(f"{shown(url)}: the server answers {answer.status} {printable(answer.reason[:60])}".rstrip())
    kind = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind.startswith(_REFUSED_TYPES):
        raise InputError(f"{shown(url)}: no article but {kind}; give a page's address or a file")
    length = answer.getheader("Content-Length") or ""
    if length.isdecimal() and int(length) > limits.max_bytes:
        raise _too_large(url, limits)
    data = bytearray()
    while block := answer.read(_BLOCK):
        data += block
        if len(data) > limits.max_bytes:
            raise _too_large(url, limits)
    _refuse_late(deadline)
    if length.isdecimal() and len(data) < int(length):
        raise InputError(f"{shown(url)}: the connection ended before the whole page had come; try again")
    headers = Message()
    headers["Content-Type"] = answer.getheader("Content-Type") or ""
    encoding = (answer.getheader("Content-Encoding") or "").strip().lower()
    return Fetched(url, _unpacked(bytes(data), encoding, url, limits), headers.get_content_charset() or "")


def _unpacked(data: bytes, encoding: str, url: str, limits: Limits) -> bytes:
    """The body as it was before some servers pack it, unasked."""
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"{shown(url)}: packed as {printable(encoding[:30])}; save the page and give the file")
    try:
        # 47: gzip or zlib, told by the header.
        unpacked = zlib.decompressobj(wbits=47).decompress(data, limits.max_bytes + 1)
    except zlib.error:
        raise InputError(f"{shown(url)}: the page came damaged; try again") from None
    if len(unpacked) > limits.max_bytes:
        raise _too_large(url, limits)
    return unpacked


def _too_large(url: str, limits: Limits) -> InputError:
    return InputError(f"{shown(url)}: too large for an article, the limit is {limits.max_bytes / MEGABYTE:.0f} MB")


def _reason(error: Exception, deadline: float, limits: Limits) -> str:
    if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
        return f"no whole answer within {limits.max_seconds:.0f} seconds; try again later, or save the page"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the server's certificate is not good ({error.verify_message}); refused"
    text = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return f"cannot be fetched ({printable(text)[:100]})"
