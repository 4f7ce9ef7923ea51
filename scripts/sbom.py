"""Writes sbom.cdx.json (CycloneDX) and THIRD-PARTY-LICENSES.md from the two locks. `--check` only compares.

Refuses a licence that may not be delivered with the product.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SBOM, NOTICE = ROOT / "sbom.cdx.json", ROOT / "THIRD-PARTY-LICENSES.md"

# Locked for other platforms or Pythons than this one, or without a licence field: looked up by hand.
BY_HAND: dict[str, str] = {
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "pyphen": "LGPL-2.1-or-later OR GPL-2.0-or-later OR MPL-1.1",
    "qrcode": "BSD-3-Clause",
}
# How the classifiers and free texts of packages read as SPDX.
SPDX = {
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "LGPL-3": "LGPL-3.0-only",
}
FORBIDDEN = re.compile(r"(?<!L)GPL|AGPL|SSPL|BUSL")


@dataclass(frozen=True, order=True)
class Package:
    """One locked package."""

    kind: str  # pypi or npm
    name: str
    version: str
    licence: str

    @property
    def purl(self) -> str:
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def licence_of(name: str) -> str:
    """The licence a Python package states about itself."""
    if name in BY_HAND:
        return BY_HAND[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        sys.exit(f"{name} is not installed here: add its licence to BY_HAND in scripts/sbom.py")
    if about["License-Expression"]:
        return str(about["License-Expression"])
    classifiers = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    stated = [c for c in classifiers if c != "OSI Approved"] or [str(about["License"] or "").strip()]
    named = sorted({SPDX.get(text, text) for text in stated})
    if not all(named) or any("\n" in text for text in named):
        sys.exit(f"{name} states no licence: look it up and add it to BY_HAND in scripts/sbom.py")
    return " AND ".join(named)


def python_packages() -> Iterator[Package]:
    for block in re.split(r"\n(?=[a-z])", (ROOT / "requirements.txt").read_text()):
        if found := re.match(r"([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", block):
            yield Package("pypi", found[1], found[2], licence_of(found[1]))


def npm_packages() -> Iterator[Package]:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for place, entry in lock["packages"].items():
        if place and not entry.get("dev"):
            name = place.rpartition("node_modules/")[2]
            yield Package("npm", name, entry["version"], entry["license"])


def sbom(packages: list[Package]) -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    components = [
        {
            "type": "library",
            "bom-ref": package.purl,
            "name": package.name,
            "version": package.version,
            "purl": package.purl,
            "licenses": [{"expression": package.licence}],
        }
        for package in packages
    ]
    about = {"type": "application", "name": project["name"], "version": project["version"]}
    about["licenses"] = [{"license": {"id": project["license"]}}]
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    return json.dumps(bom | {"metadata": {"component": about}, "components": components}, indent=1) + "\n"


def notice(packages: list[Package]) -> str:
    lines = [
        "# Third-party packages and their licences",
        "",
        "Delivered with or needed by the running product; made by `make sbom` from the locks, which hold the",
        "hashes. Each package is installed unchanged from its registry, with its own licence text inside.",
        "Lederløft itself: EUPL-1.2, see LICENSE.",
        "",
        "| package | version | licence | from |",
        "|---|---|---|---|",
        *(f"| {p.name} | {p.version} | {p.licence} | {p.kind} |" for p in packages),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    packages = sorted([*python_packages(), *npm_packages()])
    # Of several offered licences one that may be delivered is enough.
    if refused := [p for p in packages if all(FORBIDDEN.search(choice) for choice in p.licence.split(" OR "))]:
        print(*(f"{p.name}: {p.licence} may not be delivered" for p in refused), sep="\n", file=sys.stderr)
        return 1
    wanted = {SBOM: sbom(packages), NOTICE: notice(packages)}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        print(*(f"{path.name} is stale: run make sbom" for path in stale), sep="\n", file=sys.stderr, end="")
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
