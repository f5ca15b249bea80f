"""Reading what torch.save wrote without torch, and what may pretend to be such a file."""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import subprocess
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors import safe_open

from translate.engines.safetensors_files import read_safetensors, write_safetensors
from translate.engines.torch_files import read_state_dict
from translate.engines.weights import read_weights
from translate.errors import CheckpointError

torch = pytest.importorskip("torch")

BOTH = pytest.mark.parametrize("zipped", [True, False], ids=["zip", "stream"])


def _save(file: Path, content: Any, zipped: bool) -> Path:
    torch.save(content, file, _use_new_zipfile_serialization=zipped)
    return file


def _state() -> dict[str, Any]:
    base = torch.arange(48, dtype=torch.float32).reshape(6, 8) / 7
    return {
        "plain": base, "turned": base.t(), "part": base[1:5:2, 2:7:3], "one": base[3, 4], "none": torch.zeros(0, 3),
        "half": base.half(), "brain": base.bfloat16(), "double": base.double(), "number": torch.arange(-3, 3),
        "yes": torch.tensor([True, False]), "parameter": torch.nn.Parameter(base[2]),
    }


@BOTH
def test_every_kind_of_tensor(tmp_path: Path, zipped: bool) -> None:
    state = _state()
    read = read_weights(_save(tmp_path / "pytorch_model.bin", state, zipped))
    assert list(read) == list(state)
    for name, tensor in state.items():
        assert read[name].dtype == np.float32
        assert np.array_equal(read[name], tensor.detach().float().numpy()), name
    stored = read_state_dict(tmp_path / "pytorch_model.bin")
    assert [stored[name].kind for name in ("plain", "half", "brain", "number")] == ["F32", "F16", "BF16", "I64"]


@BOTH
def test_a_module_with_its_metadata_and_tied_weights(tmp_path: Path, zipped: bool) -> None:
    module = torch.nn.Sequential(torch.nn.Embedding(5, 4), torch.nn.Linear(4, 5), torch.nn.LayerNorm(5))
    module[1].weight = module[0].weight
    state = module.state_dict()
    assert isinstance(state, OrderedDict)
    assert state._metadata
    stored = read_state_dict(_save(tmp_path / "pytorch_model.bin", state, zipped))
    assert stored["0.weight"].place == stored["1.weight"].place != stored["1.bias"].place


@BOTH
def test_written_again_as_safetensors(tmp_path: Path, zipped: bool) -> None:
    """What the safetensors library then reads is what torch saved, tied tensors once."""
    state = _state()
    state["tied"] = state["plain"]
    stored = read_state_dict(_save(tmp_path / "pytorch_model.bin", state, zipped))
    write_safetensors(tmp_path / "model.safetensors", stored)
    with safe_open(tmp_path / "model.safetensors", framework="pt") as file:
        assert set(file.keys()) == set(state) - {"tied"}
        for name in file.keys():  # noqa: SIM118 - no mapping
            tensor = file.get_tensor(name)
            assert tensor.dtype == state[name].dtype
            assert torch.equal(tensor, state[name].detach())
    again = read_weights(tmp_path / "model.safetensors")
    assert np.array_equal(again["brain"], state["brain"].float().numpy())


def test_reading_needs_no_torch(tmp_path: Path) -> None:
    file = _save(tmp_path / "pytorch_model.bin", _state(), False)
    script = (
        "import sys; sys.modules['torch'] = sys.modules['safetensors'] = None\n"
        "from pathlib import Path; from translate.engines.weights import read_weights\n"
        f"print(len(read_weights(Path({str(file)!r}))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == str(len(_state())), done.stderr


class Hostile:
    """Makes a folder when unpickled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.folder),)


class TestHostile:
    @BOTH
    def test_nothing_in_a_torch_file_is_run(self, tmp_path: Path, zipped: bool) -> None:
        state = {"weight": torch.ones(2), "trap": Hostile(tmp_path / "executed")}
        file = _save(tmp_path / "pytorch_model.bin", state, zipped)
        with pytest.raises(CheckpointError, match=r"pytorch_model\.bin.*a call of posix\.mkdir|nt\.mkdir"):
            read_weights(file)
        assert not (tmp_path / "executed").exists()

    @pytest.mark.parametrize("protocol", range(6))
    def test_nothing_in_a_bare_pickle_is_run(self, tmp_path: Path, protocol: int) -> None:
        file = tmp_path / "pytorch_model.bin"
        file.write_bytes(pickle.dumps({"weight": Hostile(tmp_path / "executed")}, protocol=protocol))
        with pytest.raises(CheckpointError, match="cannot be read"):
            read_weights(file)
        assert not (tmp_path / "executed").exists()

    @BOTH
    @pytest.mark.parametrize(
        "content",
        [[torch.ones(2)], {"model": {"weight": torch.ones(2)}}, {"weight": 3}, {1: torch.ones(2)}, {}, torch.ones(2)],
        ids=["list", "nested", "number", "nameless", "empty", "tensor"],
    )
    def test_what_is_no_state_dict(self, tmp_path: Path, zipped: bool, content: Any) -> None:
        with pytest.raises(CheckpointError, match="cannot be read as torch weights"):
            read_weights(_save(tmp_path / "pytorch_model.bin", content, zipped))

    @BOTH
    def test_a_tensor_blown_up_from_one_number(self, tmp_path: Path, zipped: bool) -> None:
        state = {"bomb": torch.ones(1).expand(1 << 40)}
        with pytest.raises(CheckpointError, match="larger than its storage"):
            read_weights(_save(tmp_path / "pytorch_model.bin", state, zipped))

    @BOTH
    def test_many_views_of_the_same_numbers(self, tmp_path: Path, zipped: bool) -> None:
        base = torch.ones(2000)
        state = {f"view{start}": base[start:] for start in range(1000)}
        with pytest.raises(CheckpointError, match="more room than the file has"):
            read_weights(_save(tmp_path / "pytorch_model.bin", state, zipped))

    def test_a_view_that_reaches_out_of_its_storage(self, tmp_path: Path) -> None:
        file = _save(tmp_path / "pytorch_model.bin", {"weight": torch.ones(4, 6)}, True)
        strides = b"K\x06K\x01\x86"
        _rewrite(file, "data.pkl", lambda data: data.replace(strides, b"K\x08K\x01\x86"))
        with pytest.raises(CheckpointError, match="reaches out of its storage"):
            read_weights(file)

    def test_numbers_of_a_big_endian_machine(self, tmp_path: Path) -> None:
        file = _save(tmp_path / "pytorch_model.bin", {"weight": torch.ones(4)}, True)
        _rewrite(file, "byteorder", lambda data: b"big")
        with pytest.raises(CheckpointError, match="big-endian"):
            read_weights(file)


def _rewrite(file: Path, member: str, change: Any) -> None:
    """Replace one member of a torch zip."""
    with zipfile.ZipFile(file) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, change(data) if name.endswith(f"/{member}") else data)


@pytest.fixture(scope="module")
def saved() -> dict[bool, bytes]:
    files = {}
    for zipped in (True, False):
        buffer = io.BytesIO()
        torch.save({"a": torch.ones(3, 2), "b": torch.arange(5.0)}, buffer, _use_new_zipfile_serialization=zipped)
        files[zipped] = buffer.getvalue()
    return files


class TestDamaged:
    @BOTH
    def test_cut_off_anywhere(self, tmp_path: Path, saved: dict[bool, bytes], zipped: bool) -> None:
        whole = saved[zipped]
        for left in {*range(0, len(whole), 37), len(whole) - 1}:
            (tmp_path / "cut.bin").write_bytes(whole[:left])
            with pytest.raises(CheckpointError, match=r"cut\.bin.*copy the model again"):
                read_weights(tmp_path / "cut.bin")

    def test_a_changed_number_in_a_zip_is_seen(self, tmp_path: Path, saved: dict[bool, bytes]) -> None:
        (tmp_path / "changed.bin").write_bytes(saved[True].replace(struct.pack("<f", 3.0), struct.pack("<f", 3.5)))
        with pytest.raises(CheckpointError, match="checksum is wrong"):
            read_weights(tmp_path / "changed.bin")

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(zipped=st.booleans(), place=st.floats(0, 1, exclude_max=True), junk=st.binary(min_size=1, max_size=6))
    def test_junk_anywhere_is_an_error_of_ours_or_harmless(
        self, tmp_path: Path, saved: dict[bool, bytes], zipped: bool, place: float, junk: bytes
    ) -> None:
        content = bytearray(saved[zipped])
        start = int(place * len(content))
        content[start:start + len(junk)] = junk
        (tmp_path / "junk.bin").write_bytes(content)
        try:
            tensors = read_weights(tmp_path / "junk.bin")
        except CheckpointError:
            return
        assert all(tensor.size <= 6 for tensor in tensors.values())

    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(table=st.dictionaries(st.text(max_size=5), st.fixed_dictionaries({
        "dtype": st.sampled_from(["F32", "BF16", "X9", 3]),
        "shape": st.lists(st.integers(-1, 3), max_size=3),
        "data_offsets": st.lists(st.integers(-1, 40), min_size=1, max_size=3),
    }), max_size=2))
    def test_a_safetensors_table_of_any_content(self, tmp_path: Path, table: dict[str, Any]) -> None:
        text = json.dumps(table).encode()
        (tmp_path / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + bytes(24))
        try:
            tensors = read_safetensors(tmp_path / "model.safetensors")
        except CheckpointError:
            return
        assert tensors.keys() == table.keys()
