"""App messages and cluster configuration become the Knative Services that Flyte's open-source backend makes of them.

Follows `app/internal/k8s/app_client.go` of flyteorg/flyte (commit 6fadb90d, August 2026), and what Knative's own
webhook refuses (`pkg/apis/serving` of knative/serving, commit 98e5ef90). Union's hosted backend differs; nothing here
describes it.
"""
