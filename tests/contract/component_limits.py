"""What the description does not hold about components: rows, custom ids, buttons, menus and modals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.contract.findings import listed, number, repeated, text, too_long
from tests.contract.message_limits import is_v2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.findings import Body, Finding, Limit

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 2, 3, 4, 10, 18
CHECKBOX_GROUP = 22
_SELECTS = frozenset({3, 5, 6, 7, 8})
_LINK, _PREMIUM = 5, 6
_IN_A_MODAL = frozenset({ROW, TEXT_DISPLAY, LABEL})


def walk(body: Body) -> Iterator[tuple[str, Body]]:
    """Every component of a message or modal at any depth, with its path."""
    for at, component in listed(body, "components"):
        yield from _below(at, component)


def five_rows(body: Body) -> Iterator[Finding]:
    """Without components V2 a message has five rows."""
    rows = len(listed(body, "components"))
    if rows > 5 and not is_v2(body):
        yield "components", f"{rows} rows, and Discord takes 5"


def forty_parts(body: Body) -> Iterator[Finding]:
    """With components V2 a message has forty components, counted at any depth."""
    parts = sum(1 for _ in walk(body))
    if is_v2(body) and parts > 40:
        yield "components", f"{parts} components at all depths, and Discord takes 40"


def displayed_text(body: Body) -> Iterator[Finding]:
    """4000 characters in all text displays together."""
    total = sum(len(text(part, "content")) for _, part in walk(body) if part.get("type") == TEXT_DISPLAY)
    if total > 4000:
        yield "components", f"{total} characters in all text displays, and Discord takes 4000"


def flagged(body: Body) -> Iterator[Finding]:
    """A new message with more than rows says so in its flags."""
    for at, component in listed(body, "components"):
        if component.get("type") != ROW and not is_v2(body):
            yield at, "a component that needs the components V2 flag (32768)"


def custom_ids(body: Body) -> Iterator[Finding]:
    """No two components share a custom id, nor a number."""
    parts = list(walk(body))
    ids = [(f"{at}.custom_id", text(part, "custom_id")) for at, part in parts if text(part, "custom_id")]
    yield from repeated(ids, "custom id")
    yield from repeated([(f"{at}.id", str(part["id"])) for at, part in parts if part.get("id")], "id")


def rows(body: Body) -> Iterator[Finding]:
    """A menu fills its row."""
    for at, part in walk(body):
        inside = listed(part, "components") if part.get("type") == ROW else []
        if len(inside) > 1 and any(one.get("type") in _SELECTS for _, one in inside):
            yield f"{at}.components", "a menu shares its row, and Discord gives it the whole width"


def buttons(body: Body) -> Iterator[Finding]:
    """A link has an address, a premium button has a SKU, any other button has a custom id; all can be seen."""
    for at, button in walk(body):
        if button.get("type") != BUTTON:
            continue
        style = button.get("style")
        wanted = {_LINK: "url", _PREMIUM: "sku_id"}.get(style if isinstance(style, int) else 0, "custom_id")
        if not button.get(wanted):
            yield f"{at}.{wanted}", f"missing on a button of style {style}"
        for key in {"url", "sku_id", "custom_id"} - {wanted}:
            if button.get(key):
                yield f"{at}.{key}", f"not on a button of style {style}"
        if style != _PREMIUM and not text(button, "label").strip() and not button.get("emoji"):
            yield f"{at}.label", "a button with neither label nor emoji"
        if style == _LINK and urlsplit(text(button, "url")).scheme not in {"", "http", "https", "discord"}:
            yield f"{at}.url", "a link that is not http, https or discord"


def menus(body: Body) -> Iterator[Finding]:
    """A menu's counts agree with one another and with its options; no two options have one value."""
    for at, menu in walk(body):
        kind = menu.get("type")
        if kind not in _SELECTS and kind != CHECKBOX_GROUP:
            continue
        options = listed(menu, "options")
        least, most = number(menu, "min_values"), number(menu, "max_values")
        ceiling = 1 if most is None and kind in _SELECTS else most
        if least is not None and ceiling is not None and least > ceiling:
            yield f"{at}.min_values", f"{least} is more than max_values"
        if options and most is not None and most > len(options):
            yield f"{at}.max_values", f"{most} is more than the {len(options)} options"
        if kind in _SELECTS and sum(bool(option.get("default")) for _, option in options) > (most or 1):
            yield f"{at}.options", "more options are chosen beforehand than max_values allows"
        yield from repeated([(f"{at}.{place}.value", text(option, "value")) for place, option in options], "value")


def modal_size(body: Body) -> Iterator[Finding]:
    """One to five parts, each a label, a text, or a row with one text input."""
    parts = listed(body, "components")
    if not 1 <= len(parts) <= 5:
        yield "components", f"{len(parts)} parts, and Discord takes 1 to 5 in a modal"
    for at, part in parts:
        if part.get("type") not in _IN_A_MODAL:
            yield at, f"a component of type {part.get('type')} needs a label around it in a modal"


def text_inputs(body: Body) -> Iterator[Finding]:
    """A text input is named once, by itself in a row or by its label, and what it holds fits into it."""
    labelled = {f"{at}.component" for at, part in walk(body) if part.get("type") == LABEL}
    for at, part in walk(body):
        if part.get("type") != TEXT_INPUT:
            continue
        if bool(text(part, "label")) == (at in labelled):
            yield f"{at}.label", "named twice" if at in labelled else "missing"
        least, most = number(part, "min_length") or 0, number(part, "max_length") or 4000
        if least > most:
            yield f"{at}.min_length", f"{least} is more than max_length"
        yield from too_long(f"{at}.value", text(part, "value"), most)


MESSAGE: tuple[Limit, ...] = (five_rows, forty_parts, displayed_text, custom_ids, rows, buttons, menus)
MODAL: tuple[Limit, ...] = (modal_size, custom_ids, menus, text_inputs)


def _below(at: str, component: Body) -> Iterator[tuple[str, Body]]:
    yield at, component
    for place, child in listed(component, "components"):
        yield from _below(f"{at}.{place}", child)
    for key in ("accessory", "component"):
        if isinstance(component.get(key), Mapping):
            yield from _below(f"{at}.{key}", component[key])
