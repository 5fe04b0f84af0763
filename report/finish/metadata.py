"""Turns what is known of the document into the Info dictionary and its equal in XMP (ISO 16684-1, ISO 19005-2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from uuid import NAMESPACE_URL, uuid5

from report.finish.standards import PRESS_TERMS, Identification
from report.finish.syntax import date_string, text_string
from report.model.profile import DocumentInformation

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""{namespaces}>
{properties}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}
EXTENSION_NAMESPACES = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def info_dictionary(information: DocumentInformation, *, press: bool = False) -> str:
    """The Info dictionary (ISO 32000-1, 14.3.3); a press asks whether the file is trapped."""
    texts = {
        "Title": information.title,
        "Author": information.author,
        "Subject": information.subject,
        "Keywords": _keywords(information),
        "Producer": information.producer,
    }
    entries = "".join(f"/{key}{text_string(text)}" for key, text in texts.items() if text)
    date = date_string(information.stamp)
    trapped = f"/Creator{text_string(information.producer)}/Trapped/False" if press else ""
    return f"<<{entries}/CreationDate{date}/ModDate{date}{trapped}>>"


def xmp_packet(
    information: DocumentInformation, identifications: Iterable[Identification], *, press: str = ""
) -> bytes:
    """The XMP packet, with the claims of conformance and a schema for each that PDF/A does not know. `press` names
    the document for a press, which also asks whether it is trapped."""
    claims = [*identifications, *([PRESS_TERMS] if press else [])]
    namespaces = NAMESPACES | {claim.prefix: claim.namespace for claim in claims}
    if press:
        namespaces |= {"xmpMM": "http://ns.adobe.com/xap/1.0/mm/"}
    if any(claim.schema for claim in claims):
        namespaces |= EXTENSION_NAMESPACES
    declared = "".join(f'\n  xmlns:{prefix}="{address}"' for prefix, address in namespaces.items())
    properties = [*_properties(information), *(line for claim in claims for line in _claim(claim))]
    properties.extend(_history(information, press) if press else [])
    properties.extend(_schemas([claim for claim in claims if claim.schema]))
    return PACKET.format(namespaces=declared, properties="\n".join(properties)).encode("utf-8")


def _history(information: DocumentInformation, press: str) -> list[str]:
    """What tells versions of a document apart (ISO 15930-7): the same for the same document, as all else here is."""
    document = uuid5(NAMESPACE_URL, f"document {press}")
    instance = uuid5(NAMESPACE_URL, f"instance {press} {information.stamp.isoformat()}")
    return [
        f"<xmp:CreatorTool>{escape(information.producer)}</xmp:CreatorTool>",
        f"<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
    ]


def escape(text: str) -> str:
    """Text for XML, less the control characters that XML cannot hold."""
    printable = "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")
    return printable.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _keywords(information: DocumentInformation) -> str:
    return ", ".join(information.keywords)


def _properties(information: DocumentInformation) -> list[str]:
    date = information.stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    lines = ["<dc:format>application/pdf</dc:format>", _alternatives("dc:title", information.title)]
    if information.author:
        lines.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(information.author)}</rdf:li></rdf:Seq></dc:creator>")
    if information.subject:
        lines.append(_alternatives("dc:description", information.subject))
    if information.keywords:
        words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in information.keywords)
        lines.append(f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>")
        lines.append(f"<pdf:Keywords>{escape(_keywords(information))}</pdf:Keywords>")
    if information.language:
        lines.append(f"<dc:language><rdf:Bag><rdf:li>{escape(information.language)}</rdf:li></rdf:Bag></dc:language>")
    lines.extend(f"<xmp:{key}>{date}</xmp:{key}>" for key in ("CreateDate", "ModifyDate", "MetadataDate"))
    if information.producer:
        lines.append(f"<pdf:Producer>{escape(information.producer)}</pdf:Producer>")
    return lines


def _alternatives(key: str, text: str) -> str:
    return f'<{key}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{key}>'


def _claim(claim: Identification) -> list[str]:
    return [f"<{claim.prefix}:{key}>{value}</{claim.prefix}:{key}>" for key, value in claim.properties]


def _schemas(claims: list[Identification]) -> list[str]:
    if not claims:
        return []
    described = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{claim.schema}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{claim.namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{claim.prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{''.join(_described(key, claim.kind) for key, _ in claim.properties)}</rdf:Seq>"
        "</pdfaSchema:property></rdf:li>"
        for claim in claims
    )
    return [f"<pdfaExtension:schemas><rdf:Bag>{described}</rdf:Bag></pdfaExtension:schemas>"]


def _described(key: str, kind: str) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{key}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>Number of the {key} of the standard</pdfaProperty:description></rdf:li>"
    )
