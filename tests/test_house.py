"""Rules of the house that no other tool checks: sizes, imports, documentation, the wheel, and words that stay out."""

import ast
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.cli.exits import Exit
from dateline.cli.main import COMMANDS
from dateline.config import Settings
from dateline.explanations import EXPLANATIONS

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "dateline"
MODULES = sorted(path for folder in ("src", "evals", "train") for path in (ROOT / folder).rglob("*.py"))
MODULE_LINES = 400
FUNCTION_LINES = 80
MODEL_BYTES = 30_000_000
# Written in two parts, so that this file does not hold them itself.
STAY_OUT = tuple(
    "".join(parts)
    for parts in (
        (r"(?<![\w.])/wo", r"rk(?![\w-])"),
        (r"/tm", r"p/w\b"),
        (r"\bshar", r"ed/(DESIGN|reference|data|corpus|example|annotation)"),
        (r"/op", r"t/pypi"),
        (r"pypi", r"\.org"),
        (r"python", r"hosted"),
        (r"npm", r"js\.(org|com)"),
        (r"download\.py", r"torch\.org"),
        (r"hugging", r"face\.co"),
    )
)


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so there is no list of tracked files")
    # Some checkouts belong to another user than the one who tests.
    listing = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return [path for path in (ROOT / name for name in names.split("\0") if name) if path.is_file()]


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    found = [entry for path in MODULES for entry in _functions(path)]
    assert len(found) > 100
    assert [entry for entry in found if entry[1] > FUNCTION_LINES] == []


def test_every_folder_of_the_package_is_a_package() -> None:
    """A folder without `__init__.py` would still import, but escape the type checker and the layers."""
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize(
    "imported",
    ["import dateline", "from dateline.cli.main import run; run(['--version'])"],
    ids=["package", "version"],
)
def test_starting_loads_nothing_heavy(imported: str) -> None:
    heavy = "{'numpy', 'onnxruntime', 'tokenizers', 'trafilatura', 'lxml', 'torch'}"
    code = f"import sys; {imported}; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_each_error_code_is_documented() -> None:
    text = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")
    assert [code for code in EXPLANATIONS if not re.search(rf"^#+ .*\b{code}\b", text, re.MULTILINE)] == []


def test_each_command_and_setting_is_documented() -> None:
    text = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    names = [f"dateline {name}" for name in COMMANDS]
    names += [f"DATELINE_{name.upper()}" for name in Settings.model_fields]
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


def test_each_exit_code_is_documented() -> None:
    text = (ROOT / "docs/reference/exit-codes.md").read_text(encoding="utf-8")
    assert [code.value for code in Exit if not re.search(rf"(?m)^\W*{code.value}\b", text)] == []


def test_each_make_target_is_named_in_the_readme_or_the_guide_to_development() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/development.md"))
    assert {"demo", "test", "train", "eval", "bench"} <= set(targets)
    assert [target for target in targets if f"make {target}" not in text] == []


def test_links_between_our_pages_lead_somewhere() -> None:
    broken = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "corpus/README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_labelled_document_has_its_digest() -> None:
    lines = (ROOT / "corpus/DIGESTS").read_text(encoding="utf-8").splitlines()
    assert sorted(line.split()[1] for line in lines) == sorted(path.name for path in (ROOT / "corpus").glob("*.json"))


def test_words_of_other_places_stay_out() -> None:
    data = {path: path.read_bytes() for path in _tracked()}
    texts = {path: content.decode("utf-8") for path, content in data.items() if b"\0" not in content}
    assert len(texts) > 100
    hits = ((path, re.search(pattern, text)) for path, text in texts.items() for pattern in STAY_OUT)
    assert [f"{path.relative_to(ROOT)}: {hit.group()}" for path, hit in hits if hit] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*build, str(folder), str(ROOT)], check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return zipfile.ZipFile(made)


def test_the_wheel_holds_the_whole_package(wheel: zipfile.ZipFile) -> None:
    ours = {
        str(path.relative_to(SOURCE.parent)) for path in SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }
    packed = {name for name in wheel.namelist() if name.startswith("dateline/")}
    assert packed == ours
    for needed in ("annotate/model", "knowledge/data", "records/data", "export/templates", "examples"):
        assert any(name.startswith(f"dateline/{needed}/") for name in packed), needed


def test_the_wheel_holds_the_model_and_its_licence_within_the_limit(wheel: zipfile.ZipFile) -> None:
    model = {info.filename.rpartition("/")[2]: info for info in wheel.infolist() if "/annotate/model/" in info.filename}
    assert {"LICENSE", "dateline.onnx", "decoder.json", "manifest.json", "tokenizer.json"} <= set(model)
    assert sum(info.compress_size for info in model.values()) <= MODEL_BYTES


def test_the_wheel_holds_licence_and_notice(wheel: zipfile.ZipFile) -> None:
    licences = {name.partition(".dist-info/licenses/")[2] for name in wheel.namelist()}
    assert {"LICENSE", "NOTICE", "src/dateline/annotate/model/LICENSE"} <= licences
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    stated = "License-Expression: Apache-2.0 AND CC-BY-SA-4.0 AND CC-BY-4.0 AND MIT AND CC0-1.0\n"
    assert stated in wheel.read(metadata).decode("utf-8")
