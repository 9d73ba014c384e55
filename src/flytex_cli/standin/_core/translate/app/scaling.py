"""`AutoscalingConfig` and `TimeoutConfig`: replicas, and how long a request may take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flyteidl2.app import app_definition_pb2
from google.protobuf.duration_pb2 import Duration

from flytex_cli.standin._core.app.settings import Scaling, Timeouts


def to_autoscaling(scaling: Scaling) -> app_definition_pb2.AutoscalingConfig:
    """Return the number of replicas, and what changes it."""
    least, most = scaling.get_replicas()
    return app_definition_pb2.AutoscalingConfig(
        replicas=app_definition_pb2.Replicas(min=least, max=most),
        scaledown_period=_to_duration(scaling.scaledown_after) if scaling.scaledown_after else None,
        scaling_metric=_to_metric(scaling.metric),
    )


def to_timeouts(timeouts: Timeouts) -> app_definition_pb2.TimeoutConfig | None:
    """Return the bound of a request; unset without one."""
    if timeouts.request is None:
        return None
    return app_definition_pb2.TimeoutConfig(request_timeout=_to_duration(timeouts.request))


def _to_metric(
    metric: Scaling.Concurrency | Scaling.RequestRate | None,
) -> app_definition_pb2.ScalingMetric | None:
    if isinstance(metric, Scaling.Concurrency):
        return app_definition_pb2.ScalingMetric(concurrency=app_definition_pb2.Concurrency(target_value=metric.val))
    if isinstance(metric, Scaling.RequestRate):
        return app_definition_pb2.ScalingMetric(request_rate=app_definition_pb2.RequestRate(target_value=metric.val))
    return None


def _to_duration(period: Any) -> Duration:
    duration = Duration()
    duration.FromTimedelta(period if isinstance(period, timedelta) else timedelta(seconds=period))
    return duration
