"""Whatever an editor writes becomes typed entries or Swedish problems."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from kunskapsbank.load import Document, read_page, read_yaml
from kunskapsbank.schema.kinds import KINDS
from kunskapsbank.schema.pages import Page
from kunskapsbank.validation import validate
from tests.properties.hostile_texts import NODES, TEXTS
from tests.properties.swedish_problems import in_swedish

ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@ON_DISK
@given(raw=TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=80))
def test_any_bytes_are_a_document_or_swedish_problems(raw: bytes, tmp_path: Path) -> None:
    for name, content, read in (
        ("x.yml", raw, read_yaml),
        ("x.yml", b"title: " + raw, read_yaml),
        ("x.md", raw, read_page),
        ("x.md", b"---\ntitle: x\n---\n" + raw, read_page),
        ("x.md", b"---\n" + raw + b"\n---\n", read_page),
    ):
        (tmp_path / name).write_bytes(content)
        result = read(tmp_path, Path(name))
        if isinstance(result, Document):
            assert set(map(type, result.data)) <= {str}
        else:
            assert result
            in_swedish(result)


def keys_of(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


@settings(max_examples=300)
@given(data=st.data(), model=st.sampled_from([*(kind.model for kind in KINDS), Page]))
def test_any_fields_are_an_entry_or_swedish_problems(data: st.DataObject, model: type[BaseModel]) -> None:
    keys = st.sampled_from(keys_of(model)) | TEXTS
    fields = data.draw(st.dictionaries(keys, NODES, max_size=6))
    result = validate(Document("data/x.yml", fields, {(): 1}), model)
    if isinstance(result, list):
        assert result
        in_swedish(result)
