from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

import bot
from bot.settings.catalogue import FEATURES
from bot.settings.communities import CommunityFile
from bot.settings.documents import Document, read_document
from bot.settings.loading import load_settings
from bot.settings.model import load_model
from bot.settings.schemas import MODELS, schema_of, write_schemas
from bot.settings.shipped import shipped_dir

SHIPPED = shipped_dir()
FILES = {
    "usher": SHIPPED / "usher.yaml",
    **{name: SHIPPED / "communities" / "main" / f"{name}.yaml" for name in ("community", *FEATURES)},
}


def test_the_shipped_settings_load_as_they_stand() -> None:
    """A newcomer's first start has no problem."""
    assert set(load_settings(SHIPPED).communities) == {"main"}


@pytest.mark.parametrize("name", list(MODELS))
def test_shipped_files_state_the_defaults(name: str) -> None:
    """What a file shows is what happens without it, so that a line can be taken out or put back without a surprise."""
    default = MODELS[name].model_validate({"name": "Our community"} if MODELS[name] is CommunityFile else {})
    assert load_model(FILES[name], MODELS[name]) == default


@pytest.mark.parametrize("name", list(MODELS))
def test_every_key_is_shown_and_commented(name: str) -> None:
    """A person reading the file alone meets every key that there is, and at least one comment for each group."""
    text = FILES[name].read_text(encoding="utf-8")
    for key in MODELS[name].model_fields:
        assert re.search(rf"^(# )?{key}:", text, re.MULTILINE), key
    assert text.count("#") > len(MODELS[name].model_fields)


@pytest.mark.parametrize("name", list(MODELS))
def test_editors_find_the_schema_where_the_file_says(name: str, tmp_path: Path) -> None:
    """The hint in each file leads to the schema that `usher schema` writes, and the file fits it."""
    shutil.copytree(SHIPPED / "communities", tmp_path / "communities")
    shutil.copy(FILES["usher"], tmp_path)
    write_schemas(tmp_path)
    file = tmp_path / FILES[name].relative_to(SHIPPED)
    hint = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text(encoding="utf-8"))
    assert hint
    schema = json.loads((file.parent / hint[1]).resolve(strict=True).read_text(encoding="utf-8"))
    assert schema == schema_of(name)
    jsonschema_rs.validator_for(schema).validate(_json(read_document(file)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("usher", {"logg": {}}),
        ("usher", {"log": {"level": "loud"}}),
        ("community", {}),
        ("community", {"name": "a", "server": 123456789012345678}),
        ("community", {"name": "a", "channels": {"desk": {"id": "123456789012345678"}}}),
        ("moderation", {"rules": {"a": {"kind": "language", "mode": False}}}),
        ("moderation", {"rules": {"a": {"kind": "language", "add": {"stron": ["x"]}}}}),
        ("cases", {"nudge": {"remember": 30}}),
    ],
)
def test_schemas_refuse_what_usher_refuses(name: str, data: object) -> None:
    """An editor underlines the same mistakes."""
    assert not jsonschema_rs.validator_for(schema_of(name)).is_valid(data)


@pytest.mark.parametrize("name", list(MODELS))
def test_every_key_of_a_schema_says_what_it_is_for(name: str) -> None:
    """An editor shows help for each key, and defaults as a person would write them."""
    schema = schema_of(name)
    for part in (schema, *schema.get("$defs", {}).values()):
        whole = part["anyOf"][-1] if "anyOf" in part else part
        assert all("description" in each for each in whole["properties"].values())
    assert "P30D" not in json.dumps(schema)
    assert '"id": null' not in json.dumps([part.get("default") for part in schema["properties"].values()])


def test_an_installed_usher_needs_no_checkout(tmp_path: Path) -> None:
    """Laid out as a wheel lays it out, `usher init` finds what it brings along, from any working folder."""
    package = tmp_path / "site" / "bot"
    shutil.copytree(Path(bot.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SHIPPED, package / "shipped")
    script = "import typer; from bot.cli.init import command; typer.run(command)"
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script, "mine"],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(load_settings(home / "mine").communities) == {"main"}
    assert shipped_dir(package) == package / "shipped"


def _json(document: Document) -> object:
    return json.loads(json.dumps(document.data))
