"""`tk models add PATH` and `add URL`: folders and archives, for machines without a network; and `remove`."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hub_server import Hub

from translate.checkpoints import DEFAULT_MODEL, find_checkpoint, read_checkpoint
from translate.engines.convert import converted
from translate.hub import archives
from translate.hub.archives import Bounds, unpack
from translate.hub.registry import find_recommended, forbids_commerce, recommended
from translate.resources import cache_dir, models_dir, user_models_dir

Run = Callable[..., Result]
Model = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("hub")

SHIPPED = models_dir() / DEFAULT_MODEL


def _fails(result: Result, code: int, *said: str) -> None:
    assert result.exit_code == code, result.stderr
    assert len(result.stderr.splitlines()) == 1
    for text in said:
        assert text in result.stderr


def _mine() -> list[str]:
    folder = user_models_dir()
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def _zip(folder: Path, file: Path, inside: str = "some/where") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in folder.iterdir():
            archive.write(path, f"{inside}/{path.name}")
    return file


class TestFolder:
    def test_added_it_translates_and_is_a_copy(self, tk: Run, model: Model) -> None:
        folder = model(pickled=True)
        result = tk("models", "add", folder)
        assert result.exit_code == 0, result.stderr
        assert "no licence stated" in result.stdout
        shutil.rmtree(folder)
        assert tk("lines", "--to", "en", "--model", "opus-mt-fr-en", stdin="Personne.\n").stdout.strip()
        assert find_checkpoint("opus-mt-fr-en").weights.name == "model.safetensors"

    def test_twice_is_once_and_a_changed_one_is_another(self, tk: Run, model: Model) -> None:
        folder = model()
        assert tk("models", "add", folder).exit_code == 0
        assert tk("models", "add", folder).stdout.startswith("there already")
        model(seed=2)
        _fails(tk("models", "add", folder), 2, "tk models remove opus-mt-fr-en")
        assert tk("models", "add", folder, "--name", "second").exit_code == 0
        assert find_checkpoint("second").targets == ("en",)
        assert _mine() == ["opus-mt-fr-en", "second"]

    def test_one_with_a_card_keeps_it(self, tk: Run) -> None:
        assert tk("models", "add", SHIPPED, "--name", "copy").exit_code == 0
        copy, shipped = find_checkpoint("copy"), read_checkpoint(SHIPPED)
        assert copy.card is not None
        assert shipped.card is not None
        changed = {"name", "source", "sha256", "commercial_use"}
        assert {key: value for key, value in copy.card.items() if key not in changed} == {
            key: value for key, value in shipped.card.items() if key not in changed
        }
        assert copy.samples == shipped.samples
        assert copy.digest == shipped.digest

    def test_a_damaged_one(self, tk: Run, tmp_path: Path) -> None:
        copy = Path(shutil.copytree(SHIPPED, tmp_path / "copy"))
        content = bytearray((copy / "model.safetensors").read_bytes())
        content[-1] ^= 1
        (copy / "model.safetensors").write_bytes(content)
        _fails(tk("models", "add", copy), 3, "model.safetensors is damaged")
        assert _mine() == []

    def test_weights_that_do_not_fit(self, tk: Run, model: Model) -> None:
        folder = model()
        config = json.loads((folder / "config.json").read_text())
        (folder / "config.json").write_text(json.dumps({**config, "d_model": 32}))
        _fails(tk("models", "add", folder), 3, "config.json says")
        assert _mine() == []

    def test_a_placeholder_of_git_lfs(self, tk: Run, model: Model) -> None:
        folder = model()
        (folder / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n")
        _fails(tk("models", "add", folder), 3, "placeholder of Git LFS", "git lfs pull")

    def test_no_model_there(self, tk: Run, tmp_path: Path) -> None:
        _fails(tk("models", "add", tmp_path), 3, "no config.json there")
        _fails(tk("models", "add", tmp_path / "nothing"), 2, "no such folder or archive")
        _fails(tk("models", "add", "./nothing.zip"), 2, "no such folder or archive")

    def test_a_name_that_leads_elsewhere(self, tk: Run, model: Model) -> None:
        for name in ("../up", "a/b", ".hidden", "-x", "", "con\n"):
            result = tk("models", "add", model(), f"--name={name}")
            if name:
                _fails(result, 2, "cannot be a model's name")


class TestArchive:
    @pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz", ".tar.xz"])
    def test_of_every_kind(self, tk: Run, model: Model, tmp_path: Path, suffix: str) -> None:
        folder = model()
        archive = tmp_path / f"opus-mt-fr-en{suffix}"
        if suffix == ".zip":
            _zip(folder, archive)
        else:
            with tarfile.open(archive, f"w:{suffix.removeprefix('.tar').lstrip('.')}") as packed:
                packed.add(folder, "opus-mt-fr-en")
        added = json.loads(tk("models", "add", archive, "--json").stdout)
        assert added["origin"] == {"archive": archive.name}
        assert added["intact"] is True
        card = find_checkpoint("opus-mt-fr-en").card
        assert card is not None
        assert card["source"]["archive_sha256"] == hashlib.sha256(archive.read_bytes()).hexdigest()
        assert tk("models", "add", archive).stdout.startswith("there already")

    def test_at_an_address(self, tk: Run, model: Model, hub: Hub, tmp_path: Path) -> None:
        hub.files["opus-mt-fr-en.zip"] = _zip(model(), tmp_path / "packed.zip").read_bytes()
        address = f"{hub.url}/files/opus-mt-fr-en.zip"
        hub.faults["fr-en.zip"] = [3000, *["refuse"] * 3]
        _fails(tk("models", "add", address), 3, "answered", "run the same command again")
        assert tk("models", "add", address).exit_code == 0
        assert hub.bodies("fr-en.zip")[-1] == "bytes=3000-"
        _fails(tk("models", "add", f"{hub.url}/files/none-fr-en.zip"), 3, "404")

    def test_the_page_of_a_model_on_the_hub(self, tk: Run, hub: Hub, published: object) -> None:
        added = json.loads(tk("models", "add", f"{hub.url}/Helsinki-NLP/opus-mt-fr-en/tree/main", "--json").stdout)
        assert added["origin"]["repository"] == "Helsinki-NLP/opus-mt-fr-en"

    def test_without_a_model_or_with_two(self, tk: Run, model: Model, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
            archive.writestr("letter.txt", "Bonjour")
        _fails(tk("models", "add", tmp_path / "none.zip"), 3, "no config.json inside")
        folder = model()
        with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
            for inside in ("a", "b"):
                archive.write(folder / "config.json", f"{inside}/config.json")
        _fails(tk("models", "add", tmp_path / "two.zip"), 3, "several models inside")
        (tmp_path / "text.zip").write_text("no archive")
        _fails(tk("models", "add", tmp_path / "text.zip"), 2, "no archive that can be read")
        assert _mine() == []


class TestHostileArchive:
    @pytest.mark.parametrize("path", ["../config.json", "/etc/config.json", "a/../../config.json", "C:\\config.json"])
    def test_paths_that_lead_out(self, tmp_path: Path, path: str) -> None:
        with zipfile.ZipFile(tmp_path / "m.zip", "w") as packed:
            packed.writestr(path, "{}")
        with tarfile.open(tmp_path / "m.tar", "w") as tarred:
            info = tarfile.TarInfo(path)
            info.size = 2
            tarred.addfile(info, io.BytesIO(b"{}"))
        for file in ("m.zip", "m.tar"):
            with pytest.raises(archives.InputError, match="points out of the archive"):
                unpack(tmp_path / file, tmp_path / "out")
        assert not (tmp_path / "config.json").exists()

    @pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
    def test_links_and_devices_in_a_tar(self, tmp_path: Path, kind: bytes) -> None:
        with tarfile.open(tmp_path / "m.tar", "w") as tarred:
            info = tarfile.TarInfo("config.json")
            info.type, info.linkname = kind, "/etc/passwd"
            tarred.addfile(info)
        with pytest.raises(archives.InputError, match="link, device"):
            unpack(tmp_path / "m.tar", tmp_path / "out")

    def test_a_link_in_a_zip(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "m.zip", "w") as packed:
            info = zipfile.ZipInfo("config.json")
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            packed.writestr(info, "/etc/passwd")
        with pytest.raises(archives.InputError, match="link or device"):
            unpack(tmp_path / "m.zip", tmp_path / "out")

    @pytest.mark.parametrize("name", ["config.json", "film.mkv"])
    def test_bombs(self, tmp_path: Path, name: str) -> None:
        with zipfile.ZipFile(tmp_path / "m.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, bytes(4_000_000))
        with tarfile.open(tmp_path / "m.tar.gz", "w:gz") as tarred:
            info = tarfile.TarInfo(name)
            info.size = 4_000_000
            tarred.addfile(info, io.BytesIO(bytes(4_000_000)))
        for file in ("m.zip", "m.tar.gz"):
            with pytest.raises(archives.InputError, match="archive bomb"):
                unpack(tmp_path / file, tmp_path / "out")
        assert not list((tmp_path / "out").rglob(name))

    def test_a_crowd_of_files_and_more_than_the_bounds(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "m.zip", "w") as packed:
            for number in range(20):
                packed.writestr(f"{number}/config.json", "{}" * 50)
        with pytest.raises(archives.InputError, match="more than 10 files"):
            unpack(tmp_path / "m.zip", tmp_path / "a", Bounds(max_members=10))
        with pytest.raises(archives.InputError, match="archive bomb"):
            unpack(tmp_path / "m.zip", tmp_path / "b", Bounds(max_bytes=1000))

    def test_a_name_that_fills_the_memory(self, tmp_path: Path) -> None:
        with tarfile.open(tmp_path / "m.tar.gz", "w:gz", format=tarfile.GNU_FORMAT) as tarred:
            tarred.addfile(tarfile.TarInfo("a" * 2_000_000))
        with pytest.raises(archives.InputError, match="more than a megabyte"):
            unpack(tmp_path / "m.tar.gz", tmp_path / "out")

    @pytest.mark.parametrize("suffix", ["zip", "tar.gz", "tar.xz"])
    def test_cut_off(self, tmp_path: Path, suffix: str, model: Model) -> None:
        folder = model()
        file = tmp_path / f"m.{suffix}"
        if suffix == "zip":
            _zip(folder, file)
        else:
            with tarfile.open(file, f"w:{suffix[4:]}") as packed:
                packed.add(folder, "m")
        file.write_bytes(file.read_bytes()[:-2000])
        with pytest.raises(archives.InputError):
            unpack(file, tmp_path / "out")


class TestRemove:
    def test_an_added_one(self, tk: Run, model: Model) -> None:
        folder = model()
        assert tk("models", "add", folder).exit_code == 0
        result = tk("models", "remove", "opus-mt-fr-en")
        assert result.exit_code == 0
        assert str(user_models_dir() / "opus-mt-fr-en") in result.stdout
        assert _mine() == []
        _fails(tk("models", "remove", "opus-mt-fr-en"), 3, "no model named 'opus-mt-fr-en'")
        assert tk("models", "add", folder).stdout.startswith("added")

    def test_the_shipped_one_stays(self, tk: Run) -> None:
        _fails(tk("models", "remove", DEFAULT_MODEL), 3, "those that ship stay")
        _fails(tk("models", "remove", "../models"), 2, "cannot be a model's name")

    def test_one_that_may_exist_nowhere_else(self, tk: Run, model: Model) -> None:
        user_models_dir().mkdir(parents=True)
        shutil.copytree(model(), user_models_dir() / "opus-mt-fr-en")
        _fails(tk("models", "remove", "opus-mt-fr-en"), 2, "--yes")
        assert _mine() == ["opus-mt-fr-en"]
        assert tk("models", "remove", "opus-mt-fr-en", "--yes").exit_code == 0
        assert _mine() == []

    def test_a_link_is_removed_and_not_what_it_leads_to(self, tk: Run, model: Model) -> None:
        folder = model()
        user_models_dir().mkdir(parents=True)
        (user_models_dir() / "linked").symlink_to(folder)
        assert tk("models", "remove", "linked", "--yes").exit_code == 0
        assert (folder / "config.json").is_file()
        assert _mine() == []

    def test_its_converted_form_goes_too(self, tk: Run, model: Model) -> None:
        assert tk("models", "add", model(), "--name", "mine").exit_code == 0
        before = set((cache_dir() / "ct2").iterdir())
        form = converted(read_checkpoint(user_models_dir() / "mine"))
        assert form in before, "adding it translated a sentence"
        assert tk("models", "remove", "mine").exit_code == 0
        assert not form.exists()


class TestRegistry:
    def test_its_rows_make_sense(self) -> None:
        rows = list(recommended())
        assert len({row.name for row in rows}) == len(rows) > 5
        for row in rows:
            assert row.commercial_use == (not forbids_commerce(row.licence)), row.repository
            assert row.kind in ("marian", "m2m100", "nllb")
            assert ("bm" in row.targets) == (row.kind == "nllb")  # M2M-100 has no Bambara
            for score in row.scores:
                assert {"set", "pair", "by"} < score.keys()
        found = find_recommended("opus-mt-tc-big-fr-zle")
        assert found is not None
        assert found.targets == {"ru": ">>rus<<"}

    def test_shown(self, tk: Run) -> None:
        result = tk("models", "recommended")
        assert result.exit_code == 0
        assert "Helsinki-NLP/opus-mt-fr-en  fr → en" in result.stdout
        assert "CC-BY-NC-4.0, NOT for commercial use" in result.stdout
        rows = json.loads(tk("models", "recommended", "--json").stdout)
        assert [row["repository"] for row in rows] == [row.repository for row in recommended()]
