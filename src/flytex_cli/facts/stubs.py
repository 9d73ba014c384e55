"""What an import stub says of the class it stands for, and where the real classes are defined."""

from __future__ import annotations

import re
from collections.abc import Collection

STUB_MARK = "__flytex_stub__"
"""The attribute of a stub class that names its package."""

SHOWN = re.compile(r"<(?:stub |class ')([\w.]+)'?>", re.IGNORECASE)
"""What a stub looks like where it was turned into text: in a format string as a value, by `str` as the class it is."""

_SAID = re.compile(r"stubbed package '([\w.]+)'")


def stubbed_package(message: str, stubbed: Collection[str]) -> str | None:
    """Return the package whose stub a message is about."""
    return next((name for name in _SAID.findall(message) if name in stubbed), None)


# As imported -> as the class names itself (numpy 2, pandas 3, polars 1 and 2, pyarrow 15 to 26, torch 2; datasets 5,
# lance 14, omegaconf 2.4).
DEFINED_AS = {
    "datasets.Dataset": "datasets.arrow_dataset.Dataset",
    "datasets.DatasetDict": "datasets.dataset_dict.DatasetDict",
    "datasets.IterableDataset": "datasets.iterable_dataset.IterableDataset",
    "lance.LanceDataset": "lance.dataset.LanceDataset",
    "numpy.ndarray": "numpy.ndarray",
    "omegaconf.DictConfig": "omegaconf.dictconfig.DictConfig",
    "omegaconf.ListConfig": "omegaconf.listconfig.ListConfig",
    "pandas.DataFrame": "pandas.DataFrame",
    "pandas.Series": "pandas.Series",
    "polars.DataFrame": "polars.dataframe.frame.DataFrame",
    "polars.LazyFrame": "polars.lazyframe.frame.LazyFrame",
    "polars.Series": "polars.series.series.Series",
    "pyarrow.Table": "pyarrow.lib.Table",
    "pyarrow.RecordBatch": "pyarrow.lib.RecordBatch",
    "torch.Tensor": "torch.Tensor",
    "torch.nn.Module": "torch.nn.modules.module.Module",
}
DEFINED_AS |= {name: name for name in DEFINED_AS.values()}

ONE_CLASS = {"pandera.typing.DataFrame": "pandera.typing.pandas.DataFrame"}
"""Classes that a package gives out under a second name; a plugin that registers one means both."""

KNOWN_TO_PLUGIN = {
    "pandera.typing.pandas.DataFrame": ("flyteplugins.pandera", "pandas.DataFrame"),
    "pandera.typing.polars.DataFrame": ("flyteplugins.pandera", "polars.DataFrame"),
    "pandera.typing.polars.LazyFrame": ("flyteplugins.pandera", "polars.LazyFrame"),
}
"""Classes that an official plugin carries as another class, by their names alone (flyteplugins-pandera 2.12.1)."""
