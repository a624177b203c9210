"""XML from strangers: nothing is expanded, nothing is fetched, and what declares entities is refused."""

from typing import Any, Final

from lxml import etree

from dateline.errors_collecting import FeedUnreadable, XmlForbidden

_DECLARATION: Final = b"<!ENTITY"
MAX_DEPTH: Final = 200


def require_no_entities(data: bytes, subject: str) -> None:
    """XmlForbidden where an entity is declared, in UTF-8, UTF-16 or UTF-32. No feed or wire needs to."""
    if _DECLARATION in data or _DECLARATION in data.replace(b"\0", b""):
        raise XmlForbidden(subject, "it declares entities, which bombs and outside files are made of")


def root_of(data: bytes, subject: str) -> etree._Element:
    """The root element of well-formed XML; FeedUnreadable with the line where it breaks."""
    require_no_entities(data, subject)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedUnreadable(subject, f"not well-formed XML: {str(error)[:200]}") from error
    internal: Any = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise XmlForbidden(subject, "it declares entities, which bombs and outside files are made of")
    return root


def name_of(element: etree._Element) -> str:
    """The name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """The first child by name, then its child, whatever the namespaces."""
    found: etree._Element | None = element
    for name in path:
        found = None if found is None else next((below for below in found if name_of(below) == name), None)
    return found


def words(element: etree._Element | None) -> str | None:
    """All text in it with white space run together; None where there is none."""
    return None if element is None else " ".join("".join(map(str, element.itertext())).split()) or None
