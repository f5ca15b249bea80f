"""Articles from the web: what is fetched, within which limits, and which addresses nobody is led to."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.ingest.packs import LONG, RSS, SECOND
from translate import ingest
from translate.article import Article
from translate.errors import InputError
from translate.ingest.hosts import checked_url, is_public

PAGE = (
    "<html lang='fr'><head><title>Le puits</title></head><body><article><h1>Le puits</h1>"
    f"<p>{LONG}</p><p>{SECOND} Voir <a href='eau'>la page</a>.</p></article></body></html>"
)
HERE = ingest.Limits(allow_private=True, max_seconds=5, max_bytes=300_000)
Answers = dict[str, Callable[[BaseHTTPRequestHandler], None]]


def answer(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


@pytest.fixture
def answers() -> Answers:
    return {}


@pytest.fixture
def server(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on this machine that gives `answers` by path."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with contextlib.suppress(OSError):  # the reader may have gone
                answers.get(self.path, answer(b"rien", 404))(self)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def refused(url: str, words: str, limits: ingest.Limits = HERE) -> None:
    [error] = ingest.read_all(url, limits=limits)
    assert isinstance(error, InputError)
    assert words in str(error), error
    assert "\n" not in str(error)
    assert error.exit_code == 2


def test_a_page_and_where_it_came_from(server: str, answers: Answers) -> None:
    path = "/2026/05/le-puits-de-bla.html"
    answers[path] = answer(PAGE.encode("cp1252"), Content_Type="text/html; charset=ISO-8859-1")
    article = ingest.read(server + path, limits=HERE)
    assert (article.title, article.slug, article.source) == ("Le puits", "le-puits-de-bla", server + path)
    assert [block.text for block in article.blocks if block.kind == "paragraph"] == [LONG, f"{SECOND} Voir la page."]
    assert article.blocks[-1].spans[0].href == f"{server}/2026/05/eau"


def test_redirects_are_followed_to_the_last_address(server: str, answers: Answers) -> None:
    answers["/a"] = answer(b"", 302, Location="/b?x=é 1".encode().decode("latin-1"))
    answers["/a2"] = answer(b"", 301, Location="/article.php?id=4")
    answers["/article.php?id=4"] = answer(PAGE.encode(), Content_Type="text/html")
    article = ingest.read(f"{server}/a2", limits=HERE)
    assert (article.source, article.slug) == (f"{server}/article.php?id=4", "le-puits")
    answers["/round"] = answer(b"", 302, Location="/round")
    refused(f"{server}/round", "more than 5 redirects")
    answers["/nowhere"] = answer(b"", 302)
    refused(f"{server}/nowhere", "without saying where")
    answers["/file"] = answer(b"", 302, Location="file:///etc/passwd")
    refused(f"{server}/file", "only http and https")


def test_a_feed_gives_its_articles(server: str, answers: Answers) -> None:
    items = "".join(
        f"<item><title>{title}</title><description>{LONG} {SECOND} {LONG}</description></item>"
        for title in ("Un puits", "Des arbres")
    )
    answers["/feed"] = answer(RSS.format(items=items).encode(), Content_Type="application/rss+xml; charset=UTF-8")
    found = [one for one in ingest.read_all(f"{server}/feed", limits=HERE) if isinstance(one, Article)]
    assert [one.slug for one in found] == ["un-puits", "des-arbres"]
    assert found[0].source == f"{server}/feed#un-puits"


def test_packed_pages(server: str, answers: Answers) -> None:
    answers["/packed"] = answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip", Content_Type="text/html")
    assert ingest.read(f"{server}/packed", limits=HERE).title == "Le puits"
    answers["/bomb"] = answer(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip", Content_Type="text/html")
    refused(f"{server}/bomb", "too large")
    answers["/odd"] = answer(PAGE.encode(), Content_Encoding="br", Content_Type="text/html")
    refused(f"{server}/odd", "packed as br")


def test_what_is_too_large_no_text_absent_or_cut(server: str, answers: Answers) -> None:
    answers["/says"] = answer(b"x", Content_Length="999999999", Content_Type="text/html")
    refused(f"{server}/says", "too large")
    answers["/silent"] = answer(b"<p>x</p>" * 100_000, Content_Type="text/html")
    refused(f"{server}/silent", "too large")
    answers["/cut"] = answer(PAGE.encode()[:100], Content_Length="5000", Content_Type="text/html")
    refused(f"{server}/cut", "ended before the whole page")
    answers["/image"] = answer(b"\x89PNG", Content_Type="image/png")
    refused(f"{server}/image", "no article but image/png")
    answers["/pdf"] = answer(b"%PDF-1.7 x", Content_Type="application/octet-stream")
    refused(f"{server}/pdf", "a PDF")
    refused(f"{server}/absent", "404")


def test_a_server_that_drips_is_left_in_time(server: str, answers: Answers) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            handler.wfile.write(b"X: y\r\n")
            handler.wfile.flush()
            time.sleep(0.2)

    answers["/drip"] = drip
    started = time.monotonic()
    refused(f"{server}/drip", "within 1 seconds", ingest.Limits(allow_private=True, max_seconds=1))
    assert time.monotonic() - started < 8


def test_a_server_that_says_nonsense(server: str, answers: Answers) -> None:
    answers["/noise"] = lambda handler: handler.wfile.write(b"\x00\xff" * 500) and None
    refused(f"{server}/noise", "cannot be fetched")
    answers["/long"] = lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70_000) and None
    refused(f"{server}/long", "cannot be fetched")


# Where nobody is led


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200"),
        *("0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1"),
        *("2002:7f00:1::1", "2002:c0a8:101::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "x"),
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost:8000/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://0/",
     "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/", "https://127.0.0.1/"],
)  # fmt: skip
def test_addresses_into_private_networks(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    refused(url, "", ingest.Limits(max_seconds=5))


def test_a_redirect_into_a_private_network(server: str, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    look_up = socket.getaddrinfo

    def resolver(host: str, port: int, *rest: int, **options: int) -> object:
        if host != "127.0.0.1":  # what the connection to our server asks
            asked.append(host)
        public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", port))]
        return public if host == "journal.example" else look_up(host, port, *rest, **options)

    connect = socket.create_connection

    def connected(address: tuple[str, int], **options: object) -> socket.socket:
        assert address[0] == "93.184.215.14"  # the address that was checked, whatever the name says by now
        return connect(("127.0.0.1", int(server.rpartition(":")[2])), **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    monkeypatch.setattr(socket, "create_connection", connected)
    answers["/"] = answer(PAGE.encode(), Content_Type="text/html")
    public_only = ingest.Limits(max_seconds=5)
    assert ingest.read("http://journal.example/", limits=public_only).title == "Le puits"
    assert asked == ["journal.example"]
    answers["/in"] = answer(b"", 302, Location="http://169.254.169.254/latest/meta-data/")
    refused("http://journal.example/in", "leads to a private address (169.254.169.254)", public_only)


def test_a_name_with_one_private_address_among_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    refused("http://journal.example/", "private address (10.0.0.1)", ingest.Limits(max_seconds=5))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://", "not a web address"),
        ("http://[::1", "not a web address"),
        ("http://exemple.example:99999/", "not a web address"),
        ("http://awa:secret@exemple.example/", "password"),
        ("http://exemple.example/" + "a" * 5000, "not a web address"),
        ("http://exemple.example/a\r\nX: y", "not a web address"),
        ("ftp://exemple.example/", "only http and https"),
    ],
)
def test_addresses_that_are_none(url: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        checked_url(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_proxy_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    refused("https://exemple.example/", "a proxy is set (https_proxy)", ingest.Limits(max_seconds=5))


def test_addresses_are_sources_like_files(tmp_path: Path) -> None:
    assert ingest.find_inputs(["https://exemple.example/a", "-"]) == ["https://exemple.example/a", "-"]
