# ruff: noqa: E501
"""Files of every kind as programs write them, made here from a few sentences of our own."""

from __future__ import annotations

import io
import zipfile

LONG = (
    "Le comité s’est réuni lundi à Ségou pour préparer la campagne de vaccination, qui touchera en premier les villages "
    "éloignés du fleuve, puis les quartiers de la ville et les camps d’éleveurs."
)
SECOND = (
    "Les habitants du quartier ont planté deux cents arbres le long de la route, et ils les arrosent chaque soir avec "
    "l’eau du puits que la commune a fait creuser l’année dernière près du marché."
)


def archive(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as out:
        for name, content in members.items():
            out.writestr(zipfile.ZipInfo(name), content, compression)
    return buffer.getvalue()


# EPUB

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def chapter(title: str, body: str, *, kind: str = "") -> str:
    attribute = f' epub:type="{kind}"' if kind else ""
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="fr"><head><title/></head><body{attribute}>{heading}{body}</body></html>'
    )


def epub(
    chapters: dict[str, str], contents: dict[str, str], *, title: str = "Cahiers du fleuve", author: str = "Awa Diarraba",
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """chapters: file name to XHTML; contents: file name to its words in the table of contents."""
    items = "".join(
        f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    entries = "".join(f'<li><a href="text/{name}#top">{words}</a></li>' for name, words in contents.items())
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/content.opf": (
                '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="fr" unique-identifier="id">'
                '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier>'
                f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:date>2026-05-04</dc:date></metadata>"
                f'<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}</manifest>'
                f"<spine>{spine}</spine></package>"
            ),
            "OEBPS/nav.xhtml": (
                '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
                f'<nav epub:type="toc"><ol>{entries}</ol></nav></body></html>'
            ),
            **{f"OEBPS/text/{name}": text for name, text in chapters.items()},
            **(more or {}),
        }
    )


BOOK = epub(
    {
        "cover.xhtml": chapter("", "<p>Couverture</p>", kind="cover"),
        "un.xhtml": chapter("Le puits", f"<p>{LONG}</p><p>Une note<sup><a href='#n'>1</a></sup> suit&#160;: l&rsquo;eau.</p>"),
        "un-suite.xhtml": chapter("", f"<h2>La suite</h2><p>{SECOND}</p>"),
        "deux.xhtml": chapter("Les arbres", f"<p>{SECOND}</p><ul><li>le néré</li><li>le karité</li></ul>"),
    },
    {"un.xhtml": "Le puits", "deux.xhtml": "Les arbres"},
)

# OpenDocument

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)
ODT_STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T4" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


def odt(body: str, *, styles: str = "", meta: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """body: what stands in `<office:text>`."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{ODT_STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": f"<office:document-styles {NAMESPACES}>{styles}</office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
    }
    return archive(members | (more or {}))


# Feeds and exports

RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Le Journal</title>'
    "<link>https://journal.example/</link><image><title>Logo</title><link>https://autre.example/</link></image>{items}</channel></rss>"
)
ATOM = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://journal.example/a/">'
    '<title>Le Journal</title><link rel="self" href="https://journal.example/atom.xml"/>{items}</feed>'
)
WXR = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- This is a WordPress eXtended RSS file -->\n'
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Le Journal</title>'
    "<link>https://journal.example</link><wp:author><wp:author_login><![CDATA[awa]]></wp:author_login>"
    "<wp:author_display_name><![CDATA[Awa Diarraba]]></wp:author_display_name></wp:author>{items}</channel></rss>"
)


def post(
    title: str, content: str, *, slug: str = "", status: str = "publish", kind: str = "post", more: str = "",
) -> str:
    return (
        f"<item><title>{title}</title><link>https://journal.example/2026/05/{slug or 'article'}/</link><dc:creator>awa</dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
        f"<wp:post_id>12</wp:post_id><wp:post_date>2026-05-04 10:00:00</wp:post_date><wp:post_name>{slug}</wp:post_name>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}"
        '<category domain="post_tag" nicename="eau"><![CDATA[eau]]></category>'
        '<category domain="category" nicename="societe"><![CDATA[Société]]></category></item>'
    )


# Others

MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://journal.example/puits\r\nSubject: Le puits\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Part----x----\"\r\n\r\n\r\n"
    "------Part----x----\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    "Content-Location: https://journal.example/puits\r\n\r\n{page}\r\n"
    "------Part----x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------Part----x------\r\n"
)
XLIFF_12 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="puits.docx" source-language="{source}" '
    'target-language="{target}" datatype="x"><body>{units}</body></file></xliff>'
)
XLIFF_20 = (
    '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="fr" trgLang="en"><file id="f1">{units}</file></xliff>'
)
