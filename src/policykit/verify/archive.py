"""Zip packages and XML parts from strangers: bounded, without entities, or refused."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.errors import UnreadableInput
from policykit.given_file import read_given

if TYPE_CHECKING:
    from lxml import etree

_FILE_LIMIT = 200 * 1024 * 1024
_PART_LIMIT = 256 * 1024 * 1024
_TOTAL_LIMIT = 512 * 1024 * 1024
_PARTS = 20_000
# Word's "Strict Open XML" names the same elements by other namespaces (ISO/IEC 29500-1 against 29500-4).
_STRICT = tuple(
    (
        f"http://purl.oclc.org/ooxml/{name}/{kind}".encode(),
        f"http://schemas.openxmlformats.org/{name}/2006/{kind}".encode(),
    )
    for name, kind in (
        ("wordprocessingml", "main"),
        ("spreadsheetml", "main"),
        ("officeDocument", "relationships"),
        ("officeDocument", "math"),
    )
)
_RATIO = 400  # a part that unpacks to more than this many times its size is no office document's


class Archive:
    """An office file's parts. Use as a context manager. Raises UnreadableInput for what is no sound package."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        try:
            data = read_given(path, _FILE_LIMIT)
            if len(data) > _FILE_LIMIT:
                raise UnreadableInput(f"文件过大，拒绝打开：{path}", hint="请确认这是由本工具生成的文件。")
            self._zip = zipfile.ZipFile(BytesIO(data))
        except OSError as error:
            raise UnreadableInput(
                f"打不开文件：{path}（{error.strerror or error}）", hint="检查路径和读取权限。"
            ) from error
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self._broken() from error
        if len(self._zip.infolist()) > _PARTS:
            self._zip.close()
            raise self._broken()
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none of this name."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        size = info.file_size
        if size > _PART_LIMIT or self._read + size > _TOTAL_LIMIT or size > 65_536 + _RATIO * info.compress_size:
            raise UnreadableInput(
                f"文件里的 {name} 解压后异常大，拒绝打开：{self._path}", hint="请重新生成或者重新保存该文件。"
            )
        try:
            with self._zip.open(info) as part:
                data = part.read(size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise self._broken() from error
        self._read += len(data)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None where there is none of this name."""
        data = self.part(name)
        if data is None:
            return None
        if b"purl.oclc.org" in data[:4096]:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return parse_xml(data, f"{self._path} 的 {name}")

    def _broken(self) -> UnreadableInput:
        return UnreadableInput(
            f"文件已损坏，不是有效的 Word 或 Excel 文件：{self._path}", hint="请在 Word 或 WPS 中打开并另存后重试。"
        )


def parse_xml(data: bytes, what: str) -> etree._Element:
    """XML without entities, network or unbounded depth. Raises UnreadableInput; a DTD is refused outright, as
    ISO/IEC 29500-2 forbids one in a package."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableInput(f"内容已损坏，无法读取：{what}", hint="请在 Word 或 WPS 中打开并另存后重试。") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableInput(f"含有不允许的文档类型声明，拒绝读取：{what}", hint="请重新生成该文件。")
    return root
