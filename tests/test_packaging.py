"""A wheel carries the models, glossaries and samples, and works from any folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("yelema-*.whl"))


def test_the_wheel_holds_what_the_main_job_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "tk.py" in names
    for wanted in ("models/yelema-fr-mul/model.safetensors", "models/yelema-fr-mul/card.toml",
                   "glossaries/mali-diplomacy.csv", "articles/accord-energie.txt"):
        assert f"translate/data/{wanted}" in names
    assert not [name for name in names if name.startswith(("tests/", "output/"))]


def test_the_installed_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    article = site / "translate" / "data" / "articles" / "accord-energie.txt"
    script = f"import sys; sys.path.insert(0, {str(site)!r}); import tk; tk.main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, "translate", str(article), "--to", "en"]
        if sys.version_info >= (3, 11) else [sys.executable, "-c", script, "translate", str(article), "--to", "en"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "accord-energie" / "en.po").exists()


def test_the_base_needs_neither_torch_nor_transformers(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "sys.modules['torch'] = sys.modules['transformers'] = None\n"
        "import tk; tk.main()"
    )
    article = ROOT / "articles" / "accord-energie.txt"
    done = subprocess.run(
        [sys.executable, "-c", script, "edition", str(article), "--to", "bm", "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stderr
