"""The page, looked at by a browser, by a checker of HTML and as paper; its numbers are those of `compliance summary`."""

from __future__ import annotations

import html
import json
import re
import shutil
import struct
import subprocess
import threading
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup

from support import REGIONS

ALL = ",".join(REGIONS)
DIVISIONS = {"systems": "os", "groups": "group", "accounts": "account", "regions": "region"}
HOSTILE = Path(__file__).parent / "fleets" / "hostile.yaml"


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    assert found, f"there is no {name}: install the Debian package {package}"
    return found


def browse(folder: Path, *options: str) -> str:
    """Runs the browser over one page, and gives what it printed."""
    command = [
        program("chromium", "chromium"),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        f"--user-data-dir={folder / 'profile'}",
        *options,
    ]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


def write(sandbox, path: Path, *arguments: str, code: int = 0) -> str:
    answer = sandbox.patchctl("report", "html", "--to", str(path), *arguments, url=sandbox.url)
    assert answer.code == code, answer.err
    return path.read_text()


@pytest.fixture(scope="module")
def page(served, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    write(served, path, "--region", ALL)
    return path


@pytest.fixture(scope="module")
def dom(page) -> BeautifulSoup:
    """The document as the browser made it of the page."""
    return BeautifulSoup(browse(page.parent, "--dump-dom", page.as_uri()), "html5lib")


def table(dom: BeautifulSoup, name: str) -> list[dict[str, str]]:
    found = dom.find(id=f"{name}-table")
    columns = [cell.get_text().replace(" ", "_") for cell in found.thead.find_all("th")]
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in found.tbody.find_all("tr")]
    assert all(len(row) == len(columns) for row in rows)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def answer(sandbox, *words: str) -> dict:
    found = sandbox.patchctl(*words, "-o", "json", url=sandbox.url)
    assert found.code == 0, found.err
    return json.loads(found.out)


def test_the_numbers_are_those_of_the_summary(served, dom):
    for name, by in DIVISIONS.items():
        summary = answer(served, "compliance", "summary", "--by", by, "--region", ALL)
        rows = table(dom, name)
        assert len(rows) == len(summary["items"]) > 0
        for row, item in zip(rows, summary["items"], strict=True):
            values = list(row.values())
            assert values[0] == item["name"]
            assert {key: int(value) for key, value in list(row.items())[1:]} == {key: item[key] for key in list(row)[1:]}
    totals = summary["totals"]
    verdicts = {row["verdict"]: int(row["nodes"]) for row in table(dom, "verdicts")}
    assert verdicts == {name: totals[name.lower()] for name in verdicts}
    assert sum(verdicts.values()) - verdicts["GONE"] == totals["nodes"] > 0
    levels = {row["level"]: int(row["violations"]) for row in table(dom, "levels")}
    assert levels == {name: totals["noncompliant_patches"][name.lower()] for name in levels}
    assert len(levels) == 6


def test_the_patches_and_the_nodes_are_those_of_the_other_commands(served, dom):
    top = answer(served, "compliance", "top", "--region", ALL)
    shown = [(row["patch"], int(row["nodes"]), row["severity"]) for row in table(dom, "patches")]
    assert shown == [(item["title"] or item["id"], item["nodes"], item["severity"]) for item in top["items"]]
    nodes = answer(served, "compliance", "nodes", "--region", ALL)["items"]
    bad = {node["node"]: node["verdict"] for node in nodes if node["verdict"] != "COMPLIANT"}
    assert {row["node"]: row["verdict"] for row in table(dom, "nodes")} == bad


def test_every_chart_says_what_it_is_and_has_a_table(dom):
    charts = dom.find_all("svg", attrs={"role": "img"})
    assert len(charts) >= 8
    for chart in charts:
        title = chart.find("title")
        assert title.get_text().strip() and chart["aria-labelledby"] == title["id"]
        assert chart.find_parent("section").find("table").caption.get_text().strip()
    for found in dom.find_all("table"):
        assert all(cell.get("scope") == "col" for cell in found.thead.find_all("th"))
        assert all(row.find("th").get("scope") == "row" for row in found.tbody.find_all("tr"))


def test_a_strict_parser_finds_no_mistake(page):
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page.read_text())
    assert not parser.errors
    identifiers = re.findall(r' id="([^"]+)"', page.read_text())
    assert len(identifiers) == len(set(identifiers))


class Recorder(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_error(502)

    do_CONNECT = do_POST = do_HEAD = do_GET

    def log_message(self, *_):
        pass


def test_nothing_is_loaded_from_outside(page, tmp_path):
    text = page.read_text()
    assert not re.search(r"""(src|href|srcset|action|data)\s*=|url\(|@import|<script|<link|<iframe""", text)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
    server = HTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = f"--proxy-server=http://127.0.0.1:{server.server_port}"
    # The recorder hears of what a page loads: this one wants a picture, and says so to it.
    wants = tmp_path / "wants.html"
    wants.write_text('<!DOCTYPE html><title>x</title><img src="http://picture.example/x.png" alt="x">')
    browse(tmp_path, proxy, "--dump-dom", wants.as_uri())
    assert any("picture.example" in asked for asked in Recorder.asked), Recorder.asked
    Recorder.asked.clear()
    browse(tmp_path, proxy, "--dump-dom", page.as_uri())
    # What the browser asks for by itself names a host of its maker.
    foreign = [asked for asked in Recorder.asked if not re.search(r"(google|gvt1|googleapis|chromium)[a-z.]*\.(com|org)", asked)]
    server.shutdown()
    assert foreign == []


def pixels(path: Path) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of a PNG, as RGB or RGBA bytes."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[at + 8 : at + 18])
            assert depth == 8 and colour in (2, 6)
        if kind == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += 12 + length
    size = 3 if colour == 2 else 4
    raw, rows, above = zlib.decompress(packed), [], bytes(width * size)
    for row in range(height):
        start = row * (width * size + 1)
        line = bytearray(raw[start + 1 : start + 1 + width * size])
        unfilter(raw[start], line, above, size)
        above = bytes(line)
        rows.append(above)
    return width, height, [bytes(b for i, b in enumerate(line) if size == 3 or i % 4 < 3) for line in rows]


def unfilter(kind: int, line: bytearray, above: bytes, size: int) -> None:
    for i in range(len(line)):
        left = line[i - size] if i >= size else 0
        corner = above[i - size] if i >= size else 0
        if kind == 1:
            line[i] = (line[i] + left) & 255
        elif kind == 2:
            line[i] = (line[i] + above[i]) & 255
        elif kind == 3:
            line[i] = (line[i] + (left + above[i]) // 2) & 255
        elif kind == 4:
            guess = left + above[i] - corner
            near = min((left, above[i], corner), key=lambda value: abs(guess - value))
            line[i] = (line[i] + near) & 255


@pytest.mark.parametrize("width", [380, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_screen_in_light_and_dark(page, tmp_path, width, scheme):
    picture = tmp_path / "page.png"
    preferred = "0" if scheme == "dark" else "1"
    browse(
        tmp_path,
        f"--window-size={width},1000",
        f"--blink-settings=preferredColorScheme={preferred}",
        f"--screenshot={picture}",
        page.as_uri(),
    )
    found, height, rows = pixels(picture)
    assert found == width and height == 1000
    corner = rows[0][:3]
    assert (max(corner) < 64) == (scheme == "dark"), corner
    # The colour of what is COMPLIANT is seen, and the page does not run over its right edge.
    seen = {line[i : i + 3] for line in rows for i in range(0, len(line), 3)}
    assert bytes.fromhex("009e73") in seen
    assert {line[-3:] for line in rows} == {corner}


def test_it_prints(served, page, tmp_path):
    paper = tmp_path / "page.pdf"
    browse(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri())
    read = subprocess.run(
        [program("pdftotext", "poppler-utils"), "-layout", str(paper), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    assert read.count("\f") >= 3
    totals = answer(served, "compliance", "summary", "--region", ALL)["totals"]
    for verdict in ("COMPLIANT", "NON_COMPLIANT", "STALE", "NOT_REPORTED", "UNREACHABLE"):
        assert re.search(rf"^\s*{verdict}\s+{totals[verdict.lower()]}\s", read, re.MULTILINE), verdict
    for node in answer(served, "compliance", "nodes", "--region", ALL)["items"]:
        if node["verdict"] != "COMPLIANT":
            assert node["node"] in read


def test_hostile_names_stay_text(binary, tmp_path):
    from conftest import seeded

    with seeded(binary, tmp_path / "hostile", "--fleet", str(HOSTILE)) as sandbox:
        path = tmp_path / "page.html"
        text = write(sandbox, path)
        nodes = answer(sandbox, "compliance", "nodes")["items"]
    html5lib.HTMLParser(strict=True).parse(text)
    dom = BeautifulSoup(browse(tmp_path, "--dump-dom", path.as_uri()), "html5lib")
    assert not dom.find_all(["script", "img", "iframe", "b", "a", "object", "form"])
    assert not [name for tag in dom.find_all(True) for name in tag.attrs if name.startswith("on")]
    names = {row["node"]: row["name"] for row in table(dom, "nodes")}
    for node in nodes:
        said = node["computer_name"]
        kept = "".join(c for c in said if c.isprintable() or c == " ")
        assert names[node["node"]] == kept, said
    assert "pwned" not in dom.title.get_text()
    assert html.escape("<script>", quote=False) in text


def test_what_could_not_be_read_is_at_the_top(own, tmp_path):
    (own.folder / "faults.yaml").write_text("- {kind: access_denied, operation: DescribeInstancePatches}\n")
    try:
        path = tmp_path / "page.html"
        write(own, path, code=5)
    finally:
        (own.folder / "faults.yaml").unlink()
    dom = BeautifulSoup(browse(tmp_path, "--dump-dom", path.as_uri()), "html5lib")
    unread = dom.find(id="unread")
    assert unread["role"] == "alert" and "ssm:DescribeInstancePatches" in unread.get_text()
    assert unread.find_parent("header") is not None
