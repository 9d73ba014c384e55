"""flytex's own code behind the names of `flyte`, by subject; only the stand-in itself and the engine look in here.

Low to high: what everything uses (`common`, `errors`), what is declared (`settings`, `pod`, `resources`, `image`,
`interface`, `trigger`), where a run stands (`context`, `setup`), values (`io`, `types`), tasks (`task`, `resolver`,
`sandbox`, `environment`, `shell`, `run`), what apps are made of (`app`), and last the messages (`translate`).
"""
