"""SEC: secrets."""

from flytex_cli.lint.rules.sec.sec001_one_variable_twice import SEC001
from flytex_cli.lint.rules.sec.sec002_no_variable import SEC002
from flytex_cli.lint.rules.sec.sec003_mount_and_variable import SEC003
from flytex_cli.lint.rules.sec.sec004_plain_credential import SEC004
from flytex_cli.lint.rules.sec.sec005_credential_by_name import SEC005

RULES = (SEC001, SEC002, SEC003, SEC004, SEC005)
