"""The walls that imports do not show: keys between rooms point downward, and doors ask no other room's models."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

REPOSITORY = Path(__file__).parent.parent
SOURCE = REPOSITORY / "src/commonground"
# What may read another room's tables; everything else asks that room's queries and actions.
READERS = {"models", "queries", "actions", "importers", "exporters", "desk", "rules"}


def layers() -> list[list[str]]:
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [[room.strip("() ") for room in layer.split(":")] for layer in contracts[0]["layers"]]


HEIGHT = {room: -height for height, layer in enumerate(layers()) for room in layer}


def room_of(dotted: str) -> str | None:
    """The room that a module or a model's label belongs to."""
    parts = dotted.split(".")
    room = parts[1] if parts[0] == "commonground" and len(parts) > 1 else parts[0]
    return room if room in HEIGHT else None


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("commonground.")]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_keys_point_downward(model):
    for field in model._meta.get_fields():
        target = field.related_model if field.concrete else None
        if target and target.__module__.startswith("commonground."):
            here, there = room_of(model.__module__), room_of(target.__module__)
            assert HEIGHT[there] <= HEIGHT[here], f"{model._meta.label}.{field.name} points up, to {target._meta.label}"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_table_is_named(model):
    """So that moving a model later is a change of state only."""
    assert "db_table" in model._meta.original_attrs, f'{model._meta.label} needs db_table = "..." in its Meta'


def asked_models(tree: ast.AST) -> list[str]:
    """Modules of models that the code imports, and models that it asks for by name."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get_model":
            found += [f"{arg.value}.models" for arg in node.args[:1] if isinstance(arg, ast.Constant)]
    return [name for name in found if ".models" in name]


def test_only_readers_reach_another_rooms_models():
    wrong = []
    for path in SOURCE.rglob("*.py"):
        room, *rest = path.relative_to(SOURCE).with_suffix("").parts
        if "migrations" in rest or (rest and rest[0] in READERS):
            continue
        asked = [name for name in asked_models(ast.parse(path.read_text())) if room_of(name) not in {None, room}]
        wrong += [f"{path.relative_to(REPOSITORY)} reaches {name}" for name in asked]
    assert not wrong, "Ask that room's queries or actions instead:\n" + "\n".join(wrong)


def test_no_room_asks_a_higher_rooms_model_by_name():
    wrong = []
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0]
        asked = [room_of(name) for name in asked_models(ast.parse(path.read_text()))]
        wrong += [
            f"{path.relative_to(REPOSITORY)} asks {up}" for up in asked if up and HEIGHT[up] > HEIGHT.get(room, 0)
        ]
    assert not wrong, "A room hears of a higher one by events only:\n" + "\n".join(wrong)
