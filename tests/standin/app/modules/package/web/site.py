"""A module of a package, with apps of its package too."""

from flyte.app import AppEnvironment

from package import other, top

site = AppEnvironment(name="site", depends_on=[top, other])
