"""TaskSpec + cluster configuration -> the Kubernetes Pod that Flyte's backend would create, offline.

Entry points: `build.to_pod`, `config_reader.read_cluster_config`, `template_reader.read_pod_templates`.
Works on plain protobuf messages and plain dataclasses; runs no user code and prints nothing. The only files it
reads are the ones a user names: cluster configuration and PodTemplates.
"""
