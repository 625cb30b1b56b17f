"""What hinders people who use a page in their own way: their own colours, no movement, large letters, a thumb."""

from playwright.sync_api import Page

SMALL = {"width": 320, "height": 256}  # CSS pixels of a window of 1280x1024 at 400 percent
MOST_OF_BAR = 96  # pixels of the sticky bar in that window

# Focus goes to each stop in turn, as Tab does, forwards and backwards: it is seen, and the bar does not cover it.
STOPS = """() => {
    const bar = document.querySelector(".bar"), edge = () => bar ? bar.getBoundingClientRect().bottom : 0;
    const stops = [...document.querySelectorAll("a[href], button, input, textarea, select, summary")]
        .filter((one) => one.getClientRects().length && one.tabIndex >= 0 && one.type !== "hidden");
    const found = [];
    for (const one of [...stops, ...stops.slice().reverse()]) {
        one.focus();
        const box = one.getBoundingClientRect(), style = getComputedStyle(one);
        const name = one.outerHTML.slice(0, 90);
        const top = bar && (bar.contains(one) || one.classList.contains("skip")) ? 0 : edge();
        const fits = box.height <= innerHeight - top;
        if (document.activeElement !== one) found.push(`takes no focus: ${name}`);
        if (box.top < top - 1 && (fits || box.bottom < top + 24)) found.push(`covered by the bar: ${name}`);
        if (innerHeight - box.top < Math.min(24, box.height / 2)) found.push(`below the window: ${name}`);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push(`focus unseen: ${name}`);
    }
    if (edge() > MOST) found.push(`the bar takes ${edge()} px`);
    if (document.documentElement.scrollWidth > innerWidth) found.push("sideways in the small window");
    return found;
}""".replace("MOST", str(MOST_OF_BAR))

# In the reader's own colours backgrounds are gone: what is a box must have an edge, and focus a line.
EDGES = """() => {
    const ground = getComputedStyle(document.documentElement).backgroundColor, found = [];
    for (const one of document.querySelectorAll(".button, .plain-button, .alarm, .quiet, .say, .problem, .code")) {
        const style = getComputedStyle(one);
        const seen = style.borderInlineStartStyle !== "none" && parseFloat(style.borderInlineStartWidth) >= 1;
        if (!seen || style.borderInlineStartColor === ground) found.push(`no edge: ${one.outerHTML.slice(0, 90)}`);
    }
    for (const one of document.querySelectorAll("a[href], button, textarea")) {
        if (!one.getClientRects().length) continue;
        one.focus();
        const style = getComputedStyle(one);
        const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        if (!drawn || style.outlineColor === ground) found.push(`focus unseen: ${one.outerHTML.slice(0, 90)}`);
    }
    return found;
}"""

MOVING = """() => {
    const found = document.getAnimations().map((one) => `moves: ${one.effect.target.outerHTML.slice(0, 90)}`);
    for (const one of document.querySelectorAll("*")) {
        const style = getComputedStyle(one);
        const timed = /[1-9]/.test(style.transitionDuration) || style.animationName !== "none";
        if (timed || style.scrollBehavior === "smooth")
            found.push(`would move: ${one.outerHTML.slice(0, 90)}`);
    }
    return found;
}"""

# What one presses is 48 px high and wide; a link inside a sentence follows its line.
PRESSED = (
    ".bar a, .alarm .big, .button, .plain-button, .plain, .choice, .cards a, .calls a, footer a, summary, "
    "input:not([type=hidden], [type=radio], [type=checkbox]), textarea"
)
TARGETS = """(pressed) => [...document.querySelectorAll(pressed)]
    .filter((one) => one.getClientRects().length && !one.closest("[aria-hidden=true]"))
    .filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width < 47.5 || box.height < 47.5;
    })
    .map((one) => `small: ${one.outerHTML.slice(0, 90)}`)"""

# Each number, and each piece that says it is left-to-right, letter by letter along its lines.
BACKWARDS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    const along = (node, from, to) => {
        let before = null;
        for (let at = from; at < to; at += 1) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const box = range.getClientRects()[0];
            if (!box || !box.width) continue;
            if (before && Math.abs(before.y - box.y) < 3 && box.x < before.x) return false;
            before = box;
        }
        return true;
    };
    while (walker.nextNode()) {
        const node = walker.currentNode, around = node.parentElement;
        if (!around.getClientRects().length || around.closest("script, style, textarea")) continue;
        const whole = around.closest("[dir]").dir === "ltr" ? [[0, node.data.length]] : [];
        const numbers = [...node.data.matchAll(/\\+?\\d[\\d \\u00a0-]*\\d/g)];
        for (const [from, to] of [...whole, ...numbers.map((one) => [one.index, one.index + one[0].length])])
            if (!along(node, from, to)) found.push(`reads backwards: ${node.data.slice(from, to)}`);
    }
    return found;
}"""
BROKEN = """() => [...document.querySelectorAll("bdi.n")].filter((one) => one.getClientRects().length > 1)
    .map((one) => `broken over lines: ${one.textContent}`)"""


def hindrances(page: Page) -> list[str]:
    """Everything on the page that stands in somebody's way. Leaves the page as wide as it was, in its own colours."""
    before = page.viewport_size
    assert before is not None
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.keyboard.press("Tab")  # from here on focus is the keyboard's, and shown
    found: list[str] = page.evaluate(TARGETS, PRESSED) + page.evaluate(BACKWARDS) + page.evaluate(BROKEN)
    page.emulate_media(reduced_motion="reduce")
    found += page.evaluate(MOVING)
    page.emulate_media(reduced_motion="no-preference", forced_colors="active")
    found += page.evaluate(EDGES)
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]  # the two numbers it asks for
    found += page.evaluate(STOPS)
    page.set_viewport_size(before)
    return found
