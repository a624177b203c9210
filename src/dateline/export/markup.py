"""Small pieces of HTML. Every piece of text from outside passes `esc` or `words` on its way into the page."""

import html

from dateline.export.labels import CONTROL_PICTURES


def esc(text: str) -> str:
    """Text for element content or a quoted attribute; control characters are shown as their pictures."""
    return html.escape(text.translate(CONTROL_PICTURES), quote=True)


def words(text: str) -> str:
    """Words of an article among our own: isolated, so that their direction cannot turn what stands around them."""
    return f"<bdi>{esc(text)}</bdi>"
