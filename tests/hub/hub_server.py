"""A stand-in for the Hugging Face hub: the parts of its interface that a download asks for.

Large files are answered as the hub does, with a redirect to a store of their own; small
ones straight. `Hub.faults` makes the server break off, damage or refuse.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

LARGE = (".safetensors", ".bin", ".spm")


@dataclass
class Repository:
    """Commits by their hash, newest last; `branches` name some of them."""

    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    licence: str | None = "apache-2.0"
    gated: bool = False

    def commit(self, files: dict[str, bytes], branch: str = "main") -> str:
        """Add a commit and move the branch to it; its hash."""
        digest = hashlib.sha1(branch.encode())
        for name, content in files.items():
            digest.update(name.encode() + content)
        self.commits[digest.hexdigest()] = files
        self.branches[branch] = digest.hexdigest()
        return digest.hexdigest()


@dataclass
class Hub:
    """What the server has, how it misbehaves, and what it was asked.

    faults: end of a path -> what happens to its content, each once: a number of bytes after
    which the connection breaks, "damage", "refuse", or None for nothing.
    asked: method, path and Range of each request.
    """

    url: str
    repositories: dict[str, Repository] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[Any]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    token: str = "hf_secret"

    def fault(self, path: str) -> Any:
        """What happens to this request, None when nothing does."""
        waiting = next((faults for end, faults in self.faults.items() if path.endswith(end)), [])
        return waiting.pop(0) if waiting else None

    def bodies(self, name: str) -> list[str]:
        """The Range of each GET that was asked for the content of a file."""
        return [ranged for method, path, ranged in self.asked if method == "GET" and path.endswith(name)]


@contextmanager
def serve() -> Iterator[Hub]:
    """A hub on a free port, for the time of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    hub = server.hub = Hub(f"http://127.0.0.1:{server.server_address[1]}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: Any) -> None:
        pass

    @property
    def _hub(self) -> Hub:
        return self.server.hub  # type: ignore[attr-defined,no-any-return]

    def _answer(self) -> None:
        address = urlsplit(self.path)
        path = unquote(address.path)
        self._hub.asked.append((self.command, path, self.headers.get("Range", "")))
        if path.startswith("/api/models/"):
            self._info(path.removeprefix("/api/models/"), "true" in parse_qs(address.query).get("blobs", []))
        elif path.startswith("/files/") and path.removeprefix("/files/") in self._hub.files:
            self._send_file(self._hub.files[path.removeprefix("/files/")], "")
        elif path.startswith("/store/"):
            _, _, _, name, commit, file = path.split("/", 5)
            self._send_file(self._hub.repositories[f"{path.split('/')[2]}/{name}"].commits[commit][file], "")
        elif "/resolve/" in path:
            self._resolve(*path.strip("/").split("/resolve/"))
        else:
            self._refuse(404, "")

    def _info(self, wanted: str, blobs: bool) -> None:
        name, _, revision = wanted.partition("/revision/")
        if found := self._commit(name, revision or "main"):
            repository, commit = found
            siblings = []
            for file, content in repository.commits[commit].items():
                row: dict[str, Any] = {"rfilename": file}
                if blobs:
                    git = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
                    row.update(size=len(content), blobId=git)
                    if file.endswith(LARGE):
                        digest = hashlib.sha256(content).hexdigest()
                        row.update(blobId="0" * 40, lfs={"sha256": digest, "size": len(content), "pointerSize": 130})
                siblings.append(row)
            card = {"license": repository.licence} if repository.licence else {}
            self._send(json.dumps({
                "_id": "1", "id": name, "modelId": name, "sha": commit, "private": False, "tags": [], "cardData": card,
                "gated": "manual" if repository.gated else False, "siblings": siblings, "downloads": 0, "likes": 0,
            }).encode(), {"Content-Type": "application/json"})

    def _commit(self, name: str, revision: str) -> tuple[Repository, str] | None:
        repository = self._hub.repositories.get(name)
        if repository is None:
            # The hub does not tell strangers which names exist.
            self._refuse(401, "RepoNotFound")
            return None
        commit = repository.branches.get(revision, revision)
        if commit not in repository.commits:
            self._refuse(404, "RevisionNotFound")
            return None
        return repository, commit

    def _resolve(self, name: str, rest: str) -> None:
        revision, _, file = rest.partition("/")
        found = self._commit(name, revision)
        if not found:
            return
        repository, commit = found
        if repository.gated and self.headers.get("Authorization") != f"Bearer {self._hub.token}":
            self._refuse(403 if self.headers.get("Authorization") else 401, "GatedRepo")
        elif file not in repository.commits[commit]:
            self._refuse(404, "EntryNotFound")
        elif file.endswith(LARGE):
            self._send(b"", {"Location": f"/store/{name}/{commit}/{file}", "X-Repo-Commit": commit}, 302)
        else:
            self._send_file(repository.commits[commit][file], commit)

    def _send_file(self, content: bytes, commit: str) -> None:
        fault = self._hub.fault(self.path) if self.command == "GET" else None
        if fault == "refuse":
            self._refuse(503, "")
            return
        digest = hashlib.sha256(content).hexdigest()
        headers = {"ETag": f'"{digest}"', "Accept-Ranges": "bytes", "X-Repo-Commit": commit}
        start = 0
        if ranged := self.headers.get("Range"):
            start = int(ranged.removeprefix("bytes=").partition("-")[0])
            if start >= len(content):
                self._refuse(416, "")
                return
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        rest = content[start:]
        if fault == "damage":
            rest = rest[:-1] + bytes([rest[-1] ^ 1])
        self._send(rest, headers, 206 if ranged else 200, fault if isinstance(fault, int) else None)

    def _send(self, body: bytes, headers: dict[str, str], status: int = 200, break_after: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(body[:break_after])
        if break_after is not None:
            self.close_connection = True

    def _refuse(self, status: int, code: str) -> None:
        self._send(b"", {"X-Error-Code": code} if code else {}, status)
