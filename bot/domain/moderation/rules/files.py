"""Kinds of files by the names that settings use for them.

Owns which endings and media types make up a group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_ENDINGS: Final = {
    "executables": (
        "exe com scr pif msi msix msixbundle appx appxbundle msp msu cpl dll sys ocx jar apk xapk aab ipa app dmg pkg "
        "deb rpm appimage run bin elf out gadget lnk url desktop scf msc application appref-ms ade adp xll"
    ),
    "scripts": "bat cmd ps1 psm1 psd1 vb vbs vbe js jse mjs ws wsf wsh wsc sct hta reg inf sh bash command scpt chm",
    "macros": "docm dotm xlsm xltm xlam xlsb xla pptm potm ppam ppsm ppa sldm",
    "archives": (
        "zip zipx rar r00 7z tar gz tgz bz2 tbz xz txz zst lz lzh lha arj ace cab iso img vhd vhdx cbr cbz sit"
    ),
    "pages": "html htm xhtml shtml mht mhtml svg svgz xml xsl",
    "images": "png jpg jpeg jpe jfif gif webp avif heic heif bmp tif tiff apng ico psd",
    "videos": "mp4 m4v mov webm mkv avi mpg mpeg wmv flv 3gp ogv",
    "sounds": "mp3 wav ogg oga opus flac m4a aac wma aif aiff mid midi",
    "texts": "txt md log csv srt vtt ass rtf json yaml yml fountain fdx",
    "documents": "pdf doc docx xls xlsx ppt pptx odt ods odp epub pages numbers key",
}
_TYPES: Final = {
    "executables": (
        "application/x-msdownload application/x-msdos-program application/x-dosexec application/x-executable "
        "application/vnd.microsoft.portable-executable application/x-elf application/x-sharedlib application/x-msi "
        "application/x-mach-binary application/java-archive application/x-java-archive application/x-ms-shortcut "
        "application/vnd.android.package-archive application/x-apple-diskimage application/vnd.debian.binary-package "
        "application/x-rpm application/x-ms-installer application/exe"
    ),
    "scripts": (
        "application/x-bat application/x-msdos-batch application/x-sh text/x-sh text/x-shellscript application/x-csh "
        "application/javascript text/javascript application/x-javascript text/vbscript application/hta "
        "application/x-powershell text/x-powershell application/x-vbs"
    ),
    "macros": (
        "application/vnd.ms-word.document.macroenabled.12 application/vnd.ms-word.template.macroenabled.12 "
        "application/vnd.ms-excel.sheet.macroenabled.12 application/vnd.ms-excel.template.macroenabled.12 "
        "application/vnd.ms-excel.addin.macroenabled.12 application/vnd.ms-excel.sheet.binary.macroenabled.12 "
        "application/vnd.ms-powerpoint.presentation.macroenabled.12 "
        "application/vnd.ms-powerpoint.slideshow.macroenabled.12 "
        "application/vnd.ms-powerpoint.template.macroenabled.12 application/vnd.ms-powerpoint.addin.macroenabled.12"
    ),
    "archives": (
        "application/zip application/x-zip-compressed application/vnd.rar application/x-rar-compressed "
        "application/x-rar application/x-7z-compressed application/x-tar application/gzip application/x-gzip "
        "application/x-bzip2 application/x-xz application/zstd application/vnd.ms-cab-compressed "
        "application/x-iso9660-image"
    ),
    "pages": "text/html application/xhtml+xml image/svg+xml text/xml application/xml multipart/related",
    "images": "image/*",
    "videos": "video/*",
    "sounds": "audio/*",
    "texts": "text/plain text/markdown text/csv application/json",
    "documents": "application/pdf application/msword application/epub+zip application/rtf",
}
GROUPS: Final = frozenset(_ENDINGS)
"""The names of all groups."""
RISKY: Final = frozenset({"executables", "scripts", "macros"})
"""What may do something to the computer of whoever opens it."""
HARMLESS: Final = frozenset({"images", "videos", "sounds", "texts", "documents"})
"""What people open without a thought."""

_GROUPS: Final = {ending: group for group, endings in _ENDINGS.items() for ending in endings.split()}
_GROUP_TYPES: Final = {group: frozenset(types.split()) for group, types in _TYPES.items()}


def group_of(ending: str) -> str:
    """Return the group of an ending, or an empty text."""
    return _GROUPS.get(ending, "")


def is_of(ending: str, type_: str, entries: Collection[str]) -> bool:
    """Whether a file with this ending or media type belongs to one of these groups, endings and media types."""
    if ending and (ending in entries or _GROUPS.get(ending) in entries):
        return True
    if not type_:
        return False
    wide = type_.partition("/")[0] + "/*"
    if type_ in entries or wide in entries:
        return True
    return any(type_ in _GROUP_TYPES[entry] or wide in _GROUP_TYPES[entry] for entry in entries if entry in GROUPS)
