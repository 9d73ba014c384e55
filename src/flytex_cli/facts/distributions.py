"""Distributions on PyPI whose packages have another name, and what well-known ones bring along.

Where a distribution is installed beside flytex, its own metadata is asked instead. The tables hold only what their
projects' pages on PyPI say, and has said for years.
"""

from __future__ import annotations

DISTRIBUTIONS = {
    "Bio": ("biopython",),
    "Crypto": ("pycryptodome", "pycrypto"),
    "MySQLdb": ("mysqlclient",),
    "OpenSSL": ("pyopenssl",),
    "PIL": ("pillow", "pillow-simd"),
    "attr": ("attrs",),
    "bs4": ("beautifulsoup4", "bs4"),
    "cv2": ("opencv-python", "opencv-python-headless", "opencv-contrib-python", "opencv-contrib-python-headless"),
    "dateutil": ("python-dateutil",),
    "docx": ("python-docx",),
    "dotenv": ("python-dotenv", "dotenv"),
    "faiss": ("faiss-cpu", "faiss-gpu", "faiss-gpu-cu11", "faiss-gpu-cu12"),
    "fitz": ("pymupdf",),
    "git": ("gitpython",),
    "github": ("pygithub",),
    "grpc": ("grpcio",),
    "jose": ("python-jose",),
    "jwt": ("pyjwt",),
    "lightning": ("lightning", "pytorch-lightning"),
    "magic": ("python-magic",),
    "mpl_toolkits": ("matplotlib",),
    "multipart": ("python-multipart",),
    "nacl": ("pynacl",),
    "osgeo": ("gdal",),
    "pkg_resources": ("setuptools",),
    "pptx": ("python-pptx",),
    "psycopg2": ("psycopg2", "psycopg2-binary"),
    "pylab": ("matplotlib",),
    "pythonjsonlogger": ("python-json-logger",),
    "serial": ("pyserial",),
    "skimage": ("scikit-image",),
    "sklearn": ("scikit-learn", "scikit-learn-intelex"),
    "slugify": ("python-slugify", "unicode-slugify"),
    "snowflake": ("snowflake-connector-python", "snowflake-snowpark-python", "snowflake-sqlalchemy"),
    "tensorflow": ("tensorflow", "tensorflow-cpu", "tensorflow-gpu", "tf-nightly"),
    "tlz": ("toolz",),
    "umap": ("umap-learn",),
    "yaml": ("pyyaml",),
    "zmq": ("pyzmq",),
}
"""By the name that is imported: every well-known distribution that brings it, the commonest first."""

MODULE_NAMES = {
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
"""Names of packages under which PyPI has nothing, or a placeholder that installs nothing; what is meant instead."""

BRINGS: dict[str, tuple[str, ...]] = {
    "aiohttp": (),
    "boto3": ("botocore", "s3transfer", "jmespath", "dateutil", "urllib3"),
    "duckdb": (),
    "fastapi": ("starlette", "pydantic", "typing_extensions", "anyio"),
    "httpx": ("httpcore", "anyio", "certifi", "idna", "h11", "sniffio"),
    "joblib": (),
    "kubernetes": ("requests", "yaml", "dateutil", "urllib3", "certifi", "websocket", "six"),
    "matplotlib": ("numpy", "PIL", "dateutil", "packaging", "cycler", "kiwisolver", "pyparsing", "contourpy"),
    "numpy": (),
    "pandas": ("numpy", "dateutil", "pytz", "tzdata", "six"),
    "pillow": (),
    "polars": (),
    "pyarrow": (),
    "pydantic": ("pydantic_core", "typing_extensions", "annotated_types", "typing_inspection"),
    "python-dateutil": ("six",),
    "pyyaml": (),
    "requests": ("urllib3", "certifi", "idna", "charset_normalizer"),
    "scikit-learn": ("numpy", "scipy", "joblib", "threadpoolctl"),
    "scipy": ("numpy",),
    "seaborn": ("numpy", "pandas", "matplotlib", "PIL", "dateutil"),
    "sqlalchemy": ("greenlet", "typing_extensions"),
    "tabulate": (),
    "toml": (),
    "tqdm": (),
    "unionai-reuse": (),
    "xgboost": ("numpy", "scipy"),
}
"""What some distributions bring beside themselves, by the names that are imported; of all others it is not known."""

OFTEN_BROUGHT = frozenset(
    {
        *("PIL", "aiohttp", "anyio", "attr", "attrs", "boto3", "botocore", "certifi", "charset_normalizer", "click"),
        *("cloudpickle", "datasets", "dateutil", "dotenv", "fastapi", "filelock", "fsspec", "google", "grpc", "httpx"),
        *("huggingface_hub", "jinja2", "joblib", "jsonschema", "kubernetes", "matplotlib", "networkx", "numpy"),
        *("openai", "orjson", "packaging", "pandas", "pkg_resources", "plotly", "prometheus_client", "protobuf"),
        *("psutil", "pyarrow", "pydantic", "pydantic_core", "pydantic_settings", "pytz", "regex", "requests", "rich"),
        *("safetensors", "scipy", "setuptools", "six", "sklearn", "sqlalchemy", "starlette", "tabulate", "tenacity"),
        *("tiktoken", "tokenizers", "torch", "torchvision", "tqdm", "transformers", "typer", "typing_extensions"),
        *("urllib3", "uvicorn", "websockets", "yaml"),
    }
)
"""Packages that many distributions bring: nothing is said of them where one is installed of which little is known."""
