"""Models on the Hugging Face hub, or on the server that HF_ENDPOINT names.

Addresses, tokens, proxies and the offline switch are huggingface_hub's own. Its
downloads are not used: since 2.0 they start again from nothing in another run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from translate.errors import CheckpointError, ConfigError
from translate.hub.download import Progress, fetch_file, git_sha1, no_room, quiet, sha256
from translate.hub.files import PICKLED, WEIGHTS, check_names, wanted_names


@dataclass(frozen=True)
class HubFile:
    """A file of a repository. size, sha256 (of large files), git_sha1 (of others): None where the hub does not say."""

    name: str
    size: int | None = None
    sha256: str | None = None
    git_sha1: str | None = None


@dataclass(frozen=True)
class Offer:
    """A model at one revision (a full commit), its licence as its page states it, and the files we need of it."""

    repository: str
    revision: str
    licence: str
    files: tuple[HubFile, ...]

    @property
    def weights_size(self) -> int:
        """Bytes the weights need on the disk: twice their size where they are converted. 0 if the hub does not say."""
        return sum((file.size or 0) * (1 + (file.name == PICKLED)) for file in self.files if file.name in WEIGHTS)


def look_up(repository: str, revision: str = "") -> Offer:
    """Ask the hub for a model; a branch or tag becomes the commit it stands for now.

    Raises CheckpointError when there is no such model or revision, the hub cannot be
    reached or the model cannot be used, ConfigError for a name that cannot be one.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HFValidationError

    try:
        with _explained(repository, revision):
            info = HfApi().model_info(repository, revision=revision or None, files_metadata=True, timeout=30)
    except HFValidationError:
        raise ConfigError(f"{repository!r} is no name of a model: it looks like Helsinki-NLP/opus-mt-fr-en") from None
    siblings = {item.rfilename: item for item in info.siblings or ()}
    check_names(siblings, repository)
    licence = info.card_data.get("license") if info.card_data else None
    return Offer(
        repository=repository,
        revision=str(info.sha or ""),
        licence=licence if isinstance(licence, str) else "",
        files=tuple(
            HubFile(name, siblings[name].size, lfs.sha256 if (lfs := siblings[name].lfs) else None,
                    None if siblings[name].lfs else siblings[name].blob_id)
            for name in wanted_names(siblings)
        ),
    )


def fetch(offer: Offer, folder: Path, progress: Progress, *, weights: bool) -> None:
    """Download the offer's weights, or everything else, into `folder`; files that are there and right stay.

    Raises CheckpointError when the hub cannot be reached, refuses, or sends a damaged file twice.
    """
    from huggingface_hub import hf_hub_url
    from huggingface_hub.utils import build_hf_headers

    for item in offer.files:
        file = folder / item.name
        if (item.name in WEIGHTS) != weights or (file.is_file() and _is_right(file, item)):
            continue
        with _explained(offer.repository, offer.revision):
            url = hf_hub_url(offer.repository, item.name, revision=offer.revision)
            for _ in range(2):  # what was begun by an earlier run may be damaged
                fetch_file(url, file, headers=build_hf_headers(), size=item.size, progress=progress, label=item.name)
                if _is_right(file, item):
                    break
                file.unlink()
            else:
                raise CheckpointError(
                    f"{offer.repository}: {item.name} came damaged twice (its checksum is not the hub's): "
                    "try again later, or over another connection"
                )


def fetch_address(address: str, folder: Path, progress: Progress) -> Path:
    """Download any address into `folder`, going on where an earlier run stopped if the server's file is the same.

    Raises CheckpointError when it cannot be had.
    """
    from huggingface_hub import get_session
    from huggingface_hub.utils import hf_raise_for_status

    with _explained(address):
        answer = get_session().head(address, follow_redirects=True, timeout=30)
        hf_raise_for_status(answer)
        stamp = [answer.headers.get(header, "") for header in ("ETag", "Last-Modified", "Content-Length")]
        length = stamp[2] if "Content-Encoding" not in answer.headers else ""
        file = folder / hashlib.sha256("\n".join(stamp).encode()).hexdigest()[:16]
        if not any(stamp[:2]):  # nothing tells whether what came earlier is a part of this
            file.with_name(f"{file.name}.partial").unlink(missing_ok=True)
            file.unlink(missing_ok=True)
        if not file.is_file():
            size = int(length) if length.isdecimal() else None
            fetch_file(address, file, headers={}, size=size, progress=progress, label=address.rpartition("/")[2])
    return file


def cached(repository: str, revision: str = "") -> tuple[Path, str] | None:
    """The folder and commit of a model that huggingface_hub has in its own cache, None when it has none."""
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(repository, "config.json", revision=revision or None)
    return (Path(found).parent, Path(found).parent.name) if isinstance(found, str) else None


def is_offline() -> bool:
    """Whether HF_HUB_OFFLINE forbids asking the hub."""
    from huggingface_hub import constants

    return bool(constants.HF_HUB_OFFLINE)


def endpoint() -> str:
    """The hub's address."""
    from huggingface_hub import constants

    return str(constants.ENDPOINT)


def _is_right(file: Path, item: HubFile) -> bool:
    if item.size is not None and file.stat().st_size != item.size:
        return False
    if item.sha256:
        return sha256(file) == item.sha256
    return not item.git_sha1 or git_sha1(file) == item.git_sha1


@contextmanager
def _explained(repository: str, revision: str = "") -> Iterator[None]:
    """Turn what huggingface_hub raises about a model, or an address, into one line of ours."""
    from huggingface_hub import errors

    again = "run the same command again to go on"
    server = urlsplit(repository).netloc or endpoint()
    try:
        with quiet():
            yield
    except errors.GatedRepoError:
        problem = f"{repository} is gated: accept its terms on {endpoint()}/{repository}, then log in (HF_TOKEN)"
    except errors.RepositoryNotFoundError:
        problem = (
            f"no model {repository} on {endpoint()}, or it is private and HF_TOKEN is not set: "
            "tk models recommended shows names that exist"
        )
    except errors.RevisionNotFoundError:
        problem = f"{repository} has no revision {revision}: give a branch, a tag or a full commit"
    except errors.EntryNotFoundError as error:
        problem = f"{repository}: a file is missing on the hub ({_line(error)}): {again}"
    except errors.OfflineModeIsEnabled:
        problem = f"{repository}: HF_HUB_OFFLINE forbids asking the hub: unset it, or add from a folder or an archive"
    except errors.HfHubHTTPError as error:
        said = error.server_message or f"status {error.response.status_code}"
        problem = f"{repository}: {server} answered {_line(said)}: {again}"
    except errors.HTTPError as error:
        problem = (
            f"{repository}: cannot reach {server} ({_line(error)}): {again} when there is a network, "
            "or add from a folder or an archive"
        )
    except OSError as error:
        problem = f"{repository}: {no_room(error) if error.errno else f'came incomplete: {again}'}"
    else:
        return
    raise CheckpointError(problem) from None


def _line(error: object) -> str:
    return " ".join(str(error).split())[:200]
