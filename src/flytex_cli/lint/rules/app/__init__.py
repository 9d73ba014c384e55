"""APP: apps."""

from flytex_cli.lint.rules.app.app001_long_name import APP001
from flytex_cli.lint.rules.app.app002_bad_port import APP002
from flytex_cli.lint.rules.app.app003_scaling_without_effect import APP003
from flytex_cli.lint.rules.app.app004_bad_scale_down import APP004
from flytex_cli.lint.rules.app.app005_open_to_all import APP005
from flytex_cli.lint.rules.app.app006_bad_pod_template import APP006
from flytex_cli.lint.rules.app.app007_parameter_without_value import APP007
from flytex_cli.lint.rules.app.app008_undeclared_app import APP008
from flytex_cli.lint.rules.app.app009_output_of_no_task import APP009
from flytex_cli.lint.rules.app.app010_not_found_in_container import APP010
from flytex_cli.lint.rules.app.app011_service_altered import APP011

RULES = (APP001, APP002, APP003, APP004, APP005, APP006, APP007, APP008, APP009, APP010, APP011)
