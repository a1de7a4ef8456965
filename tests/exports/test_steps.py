"""The same site gives the same files, and the step of the build writes all of them."""

from __future__ import annotations

from pathlib import Path

from kunskapsbank.components import Components
from kunskapsbank.exports.steps import export_files, write_exports
from kunskapsbank.site import Site
from tests.exports.reading_back import ADDRESS
from tests.good_site import good_site


def test_exporting_twice_gives_the_same_text(site: Site, files: dict[str, str]) -> None:
    assert dict(export_files(site.catalogue, Components(site.catalogue, ADDRESS))) == files


def test_the_step_writes_every_file_and_removes_the_engines_own_compressed_map(
    tmp_path: Path,
) -> None:
    site = good_site(tmp_path / "good")
    out = tmp_path / "site"
    out.mkdir()
    (out / "sitemap.xml.gz").write_bytes(b"old")
    write_exports(site, tmp_path, out)
    written = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    expected = dict(export_files(site.catalogue, site.components))
    assert set(written) == set(expected)
    for name, path in written.items():
        assert path.read_bytes() == expected[name].encode()
