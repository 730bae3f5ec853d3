"""Checks documents the product hands out with programs that are not its own.

documents.py FILE... -- HEADING...

A PDF: the PDF/UA-1 rules of outloud and pdfua, and that it says of itself what it is:
PDF/UA-1, PDF/A-2a, language, title, bookmarks, fonts inside, headings that skip no level,
header cells with a scope. One whose name begins with "papers" holds pages of others: it
must not say that it is PDF/A. A Word file: LibreOffice opens it, and the bookmarks it makes of
the heading styles are the headings. Each has every HEADING.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
import pymupdf

BIN = Path(sys.executable).parent
faults = []


def fault(file, what):
    faults.append(f"{file.name}: {what}")


def bookmarks(path):
    with pymupdf.open(path) as pdf:
        return [" ".join(title.split()) for _, title, *_ in pdf.get_toc()]


def structure(element, found):
    """The elements of a structure tree in reading order: type and attributes."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            structure(child, found)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        attributes = element.get("/A", [])
        if isinstance(attributes, pikepdf.Dictionary):
            attributes = [attributes]
        found.append((str(element.S), attributes))
        if "/K" in element:
            structure(element.K, found)
    return found


def check_structure(path):
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as meta:
            part, level = (None, None) if path.name.startswith("papers") else ("2", "A")
            for key, wanted in [("pdfuaid:part", "1"), ("pdfaid:part", part),
                                ("pdfaid:conformance", level)]:
                if str(meta.get(key)) != str(wanted):
                    fault(path, f"{key} is {meta.get(key)}")
            if not meta.get("dc:title"):
                fault(path, "no title")
        if str(root.get("/Lang", "")) not in ("da-DK", "en-GB"):
            fault(path, f"language {root.get('/Lang')}")
        if not bool(root.ViewerPreferences.get("/DisplayDocTitle", False)):
            fault(path, "the title is not shown")
        for number, page in enumerate(pdf.pages, 1):
            if "/StructParents" not in page:
                fault(path, f"page {number} is not tagged")
        elements = structure(root.StructTreeRoot.K, [])
        level = 0
        for kind, attributes in elements:
            if kind[:2] == "/H" and kind[2:].isdigit():
                if int(kind[2:]) > level + 1:
                    fault(path, f"a heading skips from {level} to {kind[2:]}")
                level = int(kind[2:])
            if kind == "/TH" and not any("/Scope" in a for a in attributes):
                fault(path, "a header cell without a scope")
        kinds = [kind for kind, _ in elements]
        if "/Table" in kinds and "/TH" not in kinds:
            fault(path, "a table without header cells")
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                if not any(f"/FontFile{n}" in item for n in ("", "2", "3")):
                    fault(path, f"{item.get('/FontName')} is not inside")


def check_rules(path):
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        run = subprocess.run([BIN / "outloud", "--json", report, "--quiet", path],
                             capture_output=True, text=True, check=False)
        if run.returncode != 0:
            said = report.read_text() if report.exists() else run.stderr
            fault(path, f"outloud: {run.stdout} {said[:4000]}")
    run = subprocess.run([BIN / "pdfua", "check", "--min-severity", "error", path],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        fault(path, f"pdfua: {run.stdout} {run.stderr}")


def as_pdf(path, folder):
    """What LibreOffice makes of a Word file."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir",
                    folder, path], check=True, capture_output=True, timeout=300)
    return Path(folder) / f"{path.stem}.pdf"


def main():
    words = sys.argv[1:]
    at = words.index("--")
    wanted = words[at + 1:]
    for path in map(Path, words[:at]):
        if path.suffix == ".pdf":
            check_structure(path)
            check_rules(path)
            found = bookmarks(path)
        else:
            with tempfile.TemporaryDirectory() as folder:
                found = bookmarks(as_pdf(path, folder))
        for heading in wanted:
            if heading not in found:
                fault(path, f"no heading »{heading}« among {json.dumps(found, ensure_ascii=False)}")
    for what in faults:
        print(what)
    print(f"{len(words[:at])} documents, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
