"""Libraries that users of Flyte import, by the name they are imported by: a file of such a name takes their place."""

from __future__ import annotations

LIBRARIES = frozenset(
    {
        *("PIL", "airflow", "altair", "anthropic", "boto3", "botocore", "catboost", "cv2", "dask", "datasets", "dbt"),
        *("deepspeed", "docker", "duckdb", "evaluate", "faiss", "fastapi", "flask", "flyte", "flytekit", "gradio"),
        *("great_expectations", "httpx", "huggingface_hub", "jax", "joblib", "keras", "kubernetes", "lance"),
        *("langchain", "langgraph", "lightgbm", "lightning", "litellm", "llama_index", "matplotlib", "mcp", "mlflow"),
        *("networkx", "nltk", "numba", "numpy", "omegaconf", "onnx", "openai", "optuna", "pandas", "pandera", "peft"),
        *("plotly", "polars", "prefect", "pyarrow", "pydantic", "pyspark", "pytest", "ray", "redis", "requests"),
        *("rich", "scipy", "seaborn", "sentence_transformers", "shap", "sklearn", "snowflake", "spacy", "sqlalchemy"),
        *("starlette", "statsmodels", "streamlit", "sympy", "tensorflow", "tiktoken", "torch", "torchaudio"),
        *("torchvision", "tqdm", "transformers", "trl", "typer", "umap", "unsloth", "vllm", "wandb", "xgboost", "yaml"),
    }
)

FLYTE_1 = ("flytekit", "flytekitplugins", "union", "unionai")
"""Packages of Flyte 1, which know nothing of Flyte 2."""
