"""TRG: triggers."""

from flytex_cli.lint.rules.trg.trg001_bad_cron import TRG001
from flytex_cli.lint.rules.trg.trg002_never_fires import TRG002
from flytex_cli.lint.rules.trg.trg003_unknown_zone import TRG003
from flytex_cli.lint.rules.trg.trg004_bad_rate import TRG004
from flytex_cli.lint.rules.trg.trg005_unbound_input import TRG005
from flytex_cli.lint.rules.trg.trg006_wrong_input import TRG006
from flytex_cli.lint.rules.trg.trg007_one_name_twice import TRG007
from flytex_cli.lint.rules.trg.trg008_surprising_cron import TRG008
from flytex_cli.lint.rules.trg.trg009_no_trigger import TRG009
from flytex_cli.lint.rules.trg.trg010_bad_label import TRG010

RULES = (TRG001, TRG002, TRG003, TRG004, TRG005, TRG006, TRG007, TRG008, TRG009, TRG010)
