"""What a screen owes to old eyes, large thumbs and screen readers, asked of the page itself: axe-core, and our own measures."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SMALLEST_TEXT_PX, SMALLEST_TARGET_PX = 18, 60

_RUN = """async ({tags}) => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags},
    rules: {'color-contrast-enhanced': {enabled: true}},
    resultTypes: ['violations'],
  })
  return found.violations.flatMap(({id, nodes}) => nodes.map(
    ({target, any, all, none}) => `${id}: ${target.join(' ')} ${[...any, ...all, ...none].map(({message}) => message)[0] ?? ''}`))
}"""
_MEASURE = """({text, target}) => {
  const faults = []
  // While a question stands before the page, only the question can be pressed.
  const root = document.querySelector('[aria-modal=true]') || document.body
  const shown = (each) => {
    const box = each.getBoundingClientRect()
    const style = getComputedStyle(each)
    // A hidden input lies under what is pressed in its place; a link within a sentence is as high as its line (WCAG 2.5.8).
    return box.width > 1 && box.right > 0 && style.visibility !== 'hidden' && style.opacity !== '0'
  }
  const words = (each) => (each.textContent || each.name || '').trim().slice(0, 20)
  for (const each of root.querySelectorAll('a, button, input, select, textarea, label.photo-add')) {
    if (!shown(each) || each.closest('p') || each.type === 'checkbox' || each.type === 'radio') continue
    const {width, height} = each.getBoundingClientRect()
    const size = Math.round(Math.min(width, height))
    if (size < target) faults.push(`small target: ${words(each)} ${size}px`)
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const owner = node.parentElement
    if (!node.textContent.trim() || owner.closest('noscript, script, style') || !shown(owner)) continue
    const size = parseFloat(getComputedStyle(owner).fontSize)
    if (size < text - 0.1) faults.push(`small text: ${words(owner)} ${size}px`)
  }
  const filled = [...root.querySelectorAll('.button:not(.quiet):not(.plain):not(.danger)')].filter(shown)
  if (filled.length > 1) faults.push(`two main buttons: ${filled.map(words).join(' | ')}`)
  return faults
}"""
_TOO_WIDE = """() => {
  const page = document.documentElement
  const outside = (each) => each.getBoundingClientRect().right > page.clientWidth + 1
  const culprits = [...document.body.querySelectorAll('*')].filter(outside)
  const name = (each) => each.tagName + '.' + each.className
  return page.scrollWidth > page.clientWidth ? [`scrolls sideways: ${culprits.slice(0, 3).map(name).join(', ')}`] : []
}"""


def what_axe_finds(page: Page) -> list[str]:
    """Return violations of WCAG 2.2 A and AA, and contrasts below 7:1."""
    page.evaluate(_axe())
    return list(page.evaluate(_RUN, {"tags": TAGS}))


def what_is_small(page: Page) -> list[str]:
    """Return texts below 18 px, targets below 60 px, and a second main button."""
    measures: dict[str, Any] = {"text": SMALLEST_TEXT_PX, "target": SMALLEST_TARGET_PX}
    return list(page.evaluate(_MEASURE, measures))


def what_is_cut_in_large_text(page: Page) -> list[str]:
    """Return what no longer fits the width at 200 % text; the page is left as it was."""
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    faults = [f"at 200 % {fault}" for fault in page.evaluate(_TOO_WIDE)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return list(page.evaluate(_TOO_WIDE)) + faults


@cache
def _axe() -> str:
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `npm ci` in pwa/")
    return AXE.read_text("utf-8")
