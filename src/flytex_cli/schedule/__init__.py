"""When a trigger fires, as Flyte's scheduler reckons it: cron grammar, time zones, fixed rates."""
