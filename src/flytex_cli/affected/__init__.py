"""What a change of files touches: modules, environments, tasks, apps and tests. In doubt, it does."""
