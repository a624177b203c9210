"""Contrast of text by computation (WCAG 2.2, 1.4.3 AA): 4.5 to 1, or 3 to 1 where the letters are large."""

from typing import Final

from playwright.sync_api import Page

_SCRIPT: Final = """() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  function rgba(words) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = words;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }
  function over(top, below) {
    const a = top[3];
    return [0, 1, 2].map((i) => top[i] * a + below[i] * (1 - a)).concat(1);
  }
  function ground(el) {
    const layers = [];
    for (let at = el; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), rgba("Canvas"));
  }
  function light(color) {
    const [r, g, b] = color.slice(0, 3).map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !el.checkVisibility()) continue;
    if (el.closest(".hidden, .skip, option")) continue;
    const style = getComputedStyle(el);
    const svg = el instanceof SVGElement;
    if (svg && el.tagName !== "text") continue;
    const below = ground(el);
    const text = over(rgba(svg ? style.fill : style.color), below);
    const [one, two] = [light(text), light(below)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const name = el.className.baseVal ?? el.className;
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${name} ${el.textContent.slice(0, 40)}`);
  }
  return Array.from(new Set(faint)).slice(0, 10);
}"""


def too_faint(page: Page) -> list[str]:
    """Texts below the ratio: the ratio, the class and the words."""
    found: list[str] = page.evaluate(_SCRIPT)
    return found
