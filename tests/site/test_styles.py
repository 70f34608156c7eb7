"""What the style sheets promise: enough contrast in both schemes, layers in order, nothing from elsewhere."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
TEXT_RATIO, SHAPE_RATIO = 4.5, 3.0  # WCAG 2.2: 1.4.3 for words, 1.4.11 for borders, icons and rings

# A visitor's topic page may weigh 40 kB; what comes with every page leaves the most of it to the text.
FRAME_BYTES = 14_000

SURFACES = ["bg", "soft", "card"]
NOTICES = ["ok", "warn", "danger", "info", "held"]
GROUNDS = SURFACES + [f"{name}-bg" for name in NOTICES]
# (foreground, grounds it is written on)
WORDS = [
    ("text", GROUNDS),
    ("text-2", GROUNDS),
    ("link", GROUNDS),
    ("visited", GROUNDS),
    ("primary", SURFACES),
    ("on", ["primary"]),
    *[(name, [*SURFACES, f"{name}-bg"]) for name in NOTICES],
    # The sign of a notice is cut out of a disc of its ink.
    *[(f"{name}-bg", [name]) for name in NOTICES],
]
SHAPES = [("edge", GROUNDS), ("primary", GROUNDS), *[(name, GROUNDS) for name in NOTICES]]


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", block))


def rule(selector: str) -> str:
    css = without_comments((CSS / "tokens.css").read_text())
    found = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", css)
    assert found, f"tokens.css has no rule {selector}"
    return found[1]


LIGHT = colours(rule(":root"))
DARK_BY_DEVICE = colours(rule(':root:not([data-theme="light"])'))
DARK_BY_CHOICE = colours(rule('[data-theme="dark"]'))
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK_BY_DEVICE}


def luminance(colour: str) -> float:
    """Relative luminance from 0 to 1. Source: WCAG 2.2, definition of relative luminance."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(pairs, colours_of: dict[str, str], least: float) -> list[str]:
    found = []
    for front, grounds in pairs:
        for ground in grounds:
            ratio = contrast(colours_of[front], colours_of[ground])
            if ratio < least:
                found.append(f"--{front} on --{ground}: {ratio:.2f}")
    return found


def test_the_contrast_formula_agrees_with_known_values():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_stand_out_from_every_ground_they_are_written_on(scheme):
    assert too_weak(WORDS, SCHEMES[scheme], TEXT_RATIO) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_borders_and_signs_stand_out_from_every_ground(scheme):
    assert too_weak(SHAPES, SCHEMES[scheme], SHAPE_RATIO) == []


@pytest.mark.parametrize(("scheme", "ground"), list(product(SCHEMES, [*GROUNDS, "primary"])))
def test_one_of_the_two_focus_rings_stands_out_on_every_ground(scheme, ground):
    colours_of = SCHEMES[scheme]
    best = max(contrast(colours_of[ring], colours_of[ground]) for ring in ("focus", "focus-ring"))
    assert best >= SHAPE_RATIO


def test_dark_looks_the_same_by_the_devices_wish_and_by_the_members():
    assert DARK_BY_DEVICE == DARK_BY_CHOICE


def test_every_colour_but_the_focus_has_a_dark_value():
    assert set(LIGHT) - set(DARK_BY_DEVICE) == {"focus"}


def test_a_weaker_grey_would_be_noticed():
    weaker = LIGHT | {"text-2": "#8a9aa9"}
    assert too_weak(WORDS, weaker, TEXT_RATIO)


def names(paths) -> list[str]:
    return [str(path.relative_to(CSS)) for path in paths]


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_a_style_sheet_uses_only_tokens_layers_and_classes(sheet):
    css = without_comments(sheet.read_text())
    outside_strings = re.sub(r'"[^"]*"', '""', css)
    assert "!important" not in css
    assert "@import" not in css and "url(" not in css, "no other file, no other host"
    assert "@layer" in css
    assert not re.search(r"(?:margin|padding|border)-(?:left|right|top|bottom)\b", css), "logical properties only"
    selectors = re.findall(r"([^{};]+)\{", outside_strings)
    assert not [selector for selector in selectors if re.search(r"#[a-z]", selector)], "no ids"
    if sheet.name not in ("tokens.css", "print.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl|\boklch", outside_strings), "colours stand in tokens.css"


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_a_style_sheet_uses_only_tokens_that_exist(sheet):
    css = sheet.read_text()
    defined = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text())) | set(re.findall(r"(--[\w-]+):", css))
    assert set(re.findall(r"var\((--[\w-]+)", css)) - defined == set()


def test_no_words_are_smaller_than_one_rem():
    sizes = {sheet.name: re.findall(r"font-size:\s*([\d.]+)(rem|px)", sheet.read_text()) for sheet in SHEETS}
    small = {name: [size for size in found if size[1] == "px" or float(size[0]) < 1] for name, found in sizes.items()}
    assert not any(small.values()), small


def test_the_order_of_the_layers_is_decided_once():
    declaring = [sheet.name for sheet in SHEETS if re.search(r"@layer [^{;]+;", without_comments(sheet.read_text()))]
    assert declaring == ["tokens.css"]
    assert "@layer reset, base, layout, components, pages, print;" in (CSS / "tokens.css").read_text()


def test_what_every_visitor_loads_leaves_room_for_the_text():
    base = (Path(settings.BASE_DIR) / "templates" / "base.html").read_text()
    for_visitors = re.sub(r"{% if user_is_member %}.*?{% endif %}", "", base, flags=re.DOTALL)
    loaded = re.findall(r'{% static "([^"]+)" %}', for_visitors)
    assert "css/tokens.css" in loaded and not [name for name in loaded if "htmx" in name]
    weight = sum(len(gzip.compress((CSS.parent / name).read_bytes())) for name in loaded)
    assert weight <= FRAME_BYTES
