"""What axe doesn't see: words in drawings, where the focus is, text twice as large, and the keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import HEIGHT, scrolls_sideways, visit
from tests.server import Server

pytestmark = pytest.mark.browser

# Pages that between them hold every kind of drawing, of part and of form.
DRAWINGS = ["/min-utvikling", "/kit", "/kit/utgave", "/kit/kontor", "/kit/tabell", "/kit/krav", "/kit/deler"]
ROOMS = [
    ("leder", "/min-utvikling"),
    ("leder", "/min-utvikling/tilbud"),
    ("enhetsleder", "/min-enhet/stedfortreder"),
    ("utviklingskontoret", "/utviklingskontoret"),
    ("utviklingskontoret", "/utviklingskontoret/tilbud"),
    ("utviklingskontoret", "/utviklingskontoret/organisasjon/personer/ny"),
    ("fasilitator", "/leverandor"),
    ("it", "/drift/kontoer"),
]
TEXT, SHAPE = 4.5, 3.0

# Every label and every shape that carries meaning, with the colour it is drawn in and the one that lies under it.
MEASURED = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const contrast = (a, b) => {
        const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
    };
    const painted = one => {
        const style = getComputedStyle(one);
        const fill = one instanceof SVGElement && !(one instanceof SVGSVGElement) ? style.fill : style.backgroundColor;
        return fill === 'none' || rgba(fill)[3] < 255 ? null : rgba(fill);
    };
    const under = (one, beside) => {
        one.scrollIntoView({block: 'center'});
        const box = one.getBoundingClientRect();
        const stack = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        const below = stack.slice(stack.indexOf(one) + 1);
        for (const other of below) {
            if (beside && other instanceof SVGElement) continue;
            const colour = painted(other);
            if (colour) return colour;
        }
        return [255, 255, 255, 255];
    };
    const found = [];
    for (const text of document.querySelectorAll('main svg text')) {
        const colour = rgba(getComputedStyle(text).fill);
        found.push({kind: 'text', words: text.textContent, contrast: contrast(colour, under(text)),
                    size: parseFloat(getComputedStyle(text).fontSize)});
    }
    const meaning = '.ll-cell-done, .ll-cell-planned, .ll-cell-missed, .ll-queue-mine, .ll-queue-other, .ll-outline, ' +
        '.ll-not-needed, [class^=ll-share], .ll-check';
    for (const shape of document.querySelectorAll(meaning)) {
        if (!(shape instanceof SVGElement) || shape instanceof SVGSVGElement) continue;
        // A check stands on its cell; every other shape stands out from the page.
        const style = getComputedStyle(shape), ground = under(shape, !shape.matches('.ll-check'));
        const inks = [style.fill, style.stroke].filter(ink => ink !== 'none').map(rgba).filter(ink => ink[3] === 255);
        found.push({kind: 'shape', words: shape.getAttribute('class'),
                    contrast: Math.max(0, ...inks.map(ink => contrast(ink, ground)))});
    }
    return found;
}"""


def measured(page: Page) -> list[dict[str, Any]]:
    found = page.evaluate(MEASURED)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_shapes_of_drawings_stand_out(chromium: Browser, site: Server, scheme: str) -> None:
    weak, kinds = [], set[str]()
    with visit(chromium, site.url, role="leder", dark=scheme == "dark") as page:
        for path in DRAWINGS:
            page.goto(path)
            for one in measured(page):
                kinds.add(one["kind"] if one["kind"] == "text" else one["words"].split()[0])
                if one["contrast"] < (TEXT if one["kind"] == "text" else SHAPE):
                    weak.append(f"{path} {scheme}: {one}")
    assert not weak, "\n".join(weak)
    assert {"text", "ll-cell-done", "ll-cell-planned", "ll-queue-mine", "ll-queue-other", "ll-outline"} <= kinds


def test_a_weak_label_is_found(chromium: Browser, site: Server) -> None:
    with visit(chromium, site.url, role="leder") as page:
        page.goto("/kit")
        page.evaluate("document.querySelector('main svg text').style.fill = '#ddd'")
        assert min(one["contrast"] for one in measured(page) if one["kind"] == "text") < TEXT


FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const drawn = [one, one.closest('.ll-card, .ds-field')].filter(Boolean).map(each => getComputedStyle(each));
    const box = one.getBoundingClientRect();
    const [x, y] = [box.x + Math.min(box.width / 2, 20), box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return {
        what: one.outerHTML.slice(0, 120),
        ring: drawn.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        seen: !!top && (one.contains(top) || top.contains(one) || !!top.closest('label')),
    };
}"""


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(("role", "path"), ROOMS)
def test_the_focus_is_always_seen(chromium: Browser, site: Server, role: str, path: str, width: int) -> None:
    with visit(chromium, site.url, role=role, width=width) as page:
        page.goto(path)
        steps, lost = 0, []
        while steps < 60:
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUSED)
            if at is None:
                break
            steps += 1
            if not (at["ring"] and at["inside"] and at["seen"]):
                lost.append(str(at))
    assert steps > 8
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize(("role", "path"), ROOMS)
def test_twice_as_large_text_and_wider_spacing_fit(chromium: Browser, site: Server, role: str, path: str) -> None:
    with visit(chromium, site.url, role=role) as page:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not scrolls_sideways(page)
        assert cut_words(page) == []
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size({"width": 320, "height": HEIGHT})
        # Designsystemet's own sizes follow the letters; what is set on the root reaches every word (WCAG 1.4.12).
        spacing = "letter-spacing: 0.12em; word-spacing: 0.16em; line-height: 1.5"
        page.evaluate("spacing => { document.body.style.cssText = spacing; }", spacing)
        assert not scrolls_sideways(page)
        assert cut_words(page) == []


def cut_words(page: Page) -> list[str]:
    """Buttons and chips whose words don't fit inside them."""
    found = page.eval_on_selector_all(
        ".ds-button, .ll-chip, summary",
        "all => all.filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)",
    )
    assert isinstance(found, list)
    return found


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_the_keyboard_alone(chromium: Browser, site: Server) -> None:
    with visit(chromium, site.url, role="enhetsleder") as page:
        page.goto("/min-enhet")
        page.keyboard.press("Tab")
        assert "ds-skip-link" in focused(page)
        page.keyboard.press("Enter")
        assert focused(page) == "innhold"
        page.keyboard.press("Control+k")
        assert focused(page) == "sok-oppe"
        page.keyboard.type("team")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sok?q=team")
        page.go_back()
        for menu in ("summary:has(.ll-initials)", ".ll-switch > summary"):
            summary = page.locator(menu)
            summary.focus()
            page.keyboard.press("Enter")
            assert summary.evaluate("one => one.parentElement.open")
            page.keyboard.press("Tab")
            assert summary.evaluate("one => one.parentElement.contains(document.activeElement)")
            page.keyboard.press("Escape")
            assert not summary.evaluate("one => one.parentElement.open")
            assert summary.evaluate("one => one === document.activeElement")


def test_the_search_key_on_a_phone_leads_to_the_search_page(chromium: Browser, site: Server) -> None:
    with visit(chromium, site.url, role="leder", width=360) as page:
        page.goto("/min-utvikling")
        page.keyboard.press("Control+k")
        page.wait_for_url("**/sok")
        assert page.locator("#sok-her").is_visible()
