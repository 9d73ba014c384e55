"""`File`, `Dir` and `DataFrame`: made, compared, written and read like the SDK's, locally."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path
from typing import Any

import pytest

from flytex_cli.standin._core.io.offline import RemoteStorageError
from flytex_cli.standin.io import DataFrame, Dir, EmptyDir, File, HashFunction

REPRS = [
    (File(path="a/b.csv"), "File(path='a/b.csv', name='b.csv', format='', hash=None, hash_method=None)"),
    (
        File(path="s3://b/f", name="n", format="csv"),
        "File(path='s3://b/f', name='n', format='csv', hash=None, hash_method=None)",
    ),
    (
        File.from_existing_remote("s3://b/f", "k"),
        "File(path='s3://b/f', name='f', format='', hash='k', hash_method=None)",
    ),
    (Dir(path="a/b"), "Dir(path='a/b', name='b', format='', hash=None)"),
    (Dir.from_existing_remote("s3://b/d", "k"), "Dir(path='s3://b/d', name='d', format='', hash='k')"),
    (Dir.empty(), "EmptyDir(path='::flyte-empty-dir::', name='', format='', hash=None)"),
    (DataFrame(uri="s3://t"), "DataFrame(uri='s3://t', format='', hash=None)"),
    (DataFrame.from_existing_remote("s3://t", "csv"), "DataFrame(uri='s3://t', format='csv', hash=None)"),
]


@pytest.mark.parametrize(("reference", "expected"), REPRS)
def test_repr_and_str_show_the_fields(reference: Any, expected: str) -> None:
    """`repr` is the call that makes the value, `str` the fields alone."""
    assert repr(reference) == expected
    assert str(reference) == expected.partition("(")[2].rstrip(")").replace(", ", " ")


def test_references_are_values() -> None:
    """Equal fields make equal values; they are mutable and so have no hash; unknown arguments are ignored."""
    assert File(path="a") == File(path="a", unknown=1)
    assert File(path="a") != Dir(path="a")
    with pytest.raises(TypeError, match="unhashable"):
        hash(File(path="a"))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: File(), ValueError, r"for File\npath\n  Field required"),
        (lambda: Dir(path=Path("a")), ValueError, r"for Dir\npath\n  Input should be a valid string"),
        (lambda: DataFrame(uri=3), ValueError, r"for DataFrame\nuri\n  Input should be a valid string"),
    ],
)
def test_wrong_fields_are_refused_where_they_are_written(make: Any, error: type[Exception], message: str) -> None:
    """By pydantic, as in the SDK: the class and the field are named."""
    with pytest.raises(error, match=message):
        make()


def test_fields_as_dict_and_json() -> None:
    """The hash method is no field of the wire."""
    file: File[Any] = File(path="a/b", hash_method=HashFunction.from_fn(str))
    assert file.model_dump() == {"path": "a/b", "name": "b", "format": "", "hash": None}
    assert file.model_dump_json() == '{"path":"a/b","name":"b","format":"","hash":null}'
    assert File.model_validate(file.model_dump()) == File(path="a/b")
    assert file.model_copy(update={"format": "csv"}).format == "csv"


def test_empty_dir_is_told_by_its_property() -> None:
    """Whatever path it is given."""
    assert EmptyDir(path="x").is_empty
    assert not Dir(path="x").is_empty


class Jsonl(File):
    format: str = "jsonl"
    lines: int = 0


def test_subclass_may_add_fields_and_defaults() -> None:
    """As a subclass of the SDK's class can; the schema has them."""
    assert Jsonl(path="a", lines=2).model_dump() == {
        "path": "a",
        "name": "a",
        "format": "jsonl",
        "hash": None,
        "lines": 2,
    }
    schema = Jsonl.model_json_schema()
    assert schema["properties"]["lines"] == {"type": "integer", "title": "Lines", "default": 0}
    assert schema["properties"]["format"]["default"] == "jsonl"
    assert Jsonl.schema_match(schema)
    assert not File.schema_match(schema)


class Tagged(Dir[str]):
    tags: list[str] = []  # noqa: RUF012  as a pydantic model has it


@pytest.mark.parametrize("python_type", [File, Dir, DataFrame, Jsonl, Tagged, File[int]])
def test_schema_equals_what_pydantic_makes(python_type: Any) -> None:
    """The schema written down here is the one that pydantic makes of a model with these fields."""
    from flytex_cli.standin._core.io.schema import mirror, reference_schema

    assert reference_schema(python_type) == mirror(python_type).model_json_schema()


def test_pydantic_model_reads_and_writes_references() -> None:
    """A user's model validates a File or its dict, and writes it as its fields."""
    import pydantic

    class Model(pydantic.BaseModel):
        file: File[str]
        frame: DataFrame = DataFrame(uri="s3://t", format="csv")

    model = Model.model_validate({"file": {"path": "a/b"}})
    assert model.file == File(path="a/b")
    assert Model(file=model.file).file is model.file
    with pytest.raises(pydantic.ValidationError, match="valid dictionary or instance of File"):
        Model.model_validate({"file": "a/b"})
    assert model.model_dump(mode="json") == {
        "file": {"path": "a/b", "name": "b", "format": "", "hash": None},
        "frame": {"uri": "s3://t", "format": "csv"},
    }


def test_mashumaro_dataclass_reads_and_writes_references() -> None:
    """A dataclass with mashumaro's JSON mixin may have references as fields."""
    from mashumaro.mixins.json import DataClassJSONMixin

    @dataclasses.dataclass
    class Data(DataClassJSONMixin):
        file: File

    data = Data(File(path="a/b"))
    assert Data.from_json(data.to_json()) == data


def test_local_file_is_written_read_and_copied(tmp_path: Path) -> None:
    """In both styles, with `file://` or without."""
    file: File[Any] = File(path=str(tmp_path / "new" / "a.txt"))
    with file.open_sync("w") as handle:
        handle.write("one\ntwo\n")
    assert file.exists_sync()
    assert Path(file.download_sync(tmp_path / "copy.txt")).read_text() == "one\ntwo\n"
    assert file.download_sync(tmp_path) == str(tmp_path / "a.txt")
    assert file.download_sync() == file.path

    async def read() -> list[Any]:
        async with File(path=f"file://{file.path}").open("rb") as handle:
            first = await handle.readline()
            return [first, [line async for line in handle]]

    assert asyncio.run(read()) == [b"one\n", [b"two\n"]]


def test_new_and_uploaded_files_stay_local(tmp_path: Path) -> None:
    """Where a run would have a bucket there is a new local path; an upload only refers to the file."""
    source = tmp_path / "a.txt"
    source.write_text("x")
    file: File[Any] = File.new_remote("out.txt")
    with file.open_sync("w") as handle:
        handle.write("y")
    assert Path(file.path).name == "out.txt"
    assert File.from_local_sync(source, hash_method="k") == File(path=str(source), hash="k")
    assert asyncio.run(File.from_local(source, str(tmp_path / "b.txt"))).path == str(tmp_path / "b.txt")
    with pytest.raises(ValueError, match=r"nope\.txt does not exist"):
        File.from_local_sync(tmp_path / "nope.txt")


def test_local_folder_is_walked_and_copied(tmp_path: Path) -> None:
    """Names in order, depth and pattern respected."""
    for name in ("b.txt", "a.csv", "sub/c.txt", "sub/deep/d.txt"):
        (tmp_path / "d" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / name).write_text(name)
    folder: Dir[Any] = Dir(path=str(tmp_path / "d"))
    assert [f.name for f in folder.walk_sync()] == ["a.csv", "b.txt", "c.txt", "d.txt"]
    assert [f.name for f in folder.walk_sync(file_pattern="*.txt", max_depth=2)] == ["b.txt", "c.txt"]
    assert [f.name for f in asyncio.run(folder.list_files())] == ["a.csv", "b.txt"]
    assert folder.get_file_sync("b.txt") == File(path=str(tmp_path / "d" / "b.txt"))
    assert folder.get_file_sync("nope") is None
    assert sorted(p.name for p in Path(folder.download_sync(tmp_path / "copy")).iterdir()) == ["a.csv", "b.txt", "sub"]
    assert Dir.from_local_sync(tmp_path / "d", dir_cache_key="k") == Dir(path=str(tmp_path / "d"), hash="k")


REMOTE = [
    lambda: File(path="s3://b/f").exists_sync(),
    lambda: File(path="s3://b/f").download_sync(),
    lambda: File(path="s3://b/f").open_sync().__enter__(),
    lambda: File.from_local_sync(__file__, "s3://b/f"),
    lambda: File.named_remote("x"),
    lambda: Dir(path="s3://b/d").list_files_sync(),
    lambda: Dir.from_local_sync(".", "s3://b/d"),
    lambda: DataFrame(uri="s3://b/t").open(dict).all_sync(),
]


@pytest.mark.parametrize("call", REMOTE)
def test_remote_storage_is_refused_in_a_sentence(call: Any) -> None:
    """Nothing here opens a connection."""
    with pytest.raises(RemoteStorageError, match="the stand-in does not run against a cluster"):
        call()


def test_wrapped_frame_comes_back_as_it_was() -> None:
    """A table in memory is kept, with the hash a method computes of it."""
    table = {"a": [1]}
    frame = DataFrame.from_local_sync(table, hash_method=HashFunction.from_fn(lambda data: f"{len(data)}"))
    assert frame.hash == "1"
    assert frame.open(dict).all_sync() is table
    with pytest.raises(ValueError, match="use open"):
        DataFrame.wrap_df(table).all_sync()
