from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data"
