"""flytex's own implementation of the Flyte 2 authoring API, shaped and named as the package `flyte` is."""
