"""TYP: inputs and outputs."""

from flytex_cli.lint.rules.typ.typ001_no_annotation import TYP001
from flytex_cli.lint.rules.typ.typ002_pickled_type import TYP002
from flytex_cli.lint.rules.typ.typ003_none_default import TYP003
from flytex_cli.lint.rules.typ.typ004_default_of_other_type import TYP004
from flytex_cli.lint.rules.typ.typ005_no_return_annotation import TYP005
from flytex_cli.lint.rules.typ.typ006_generator import TYP006
from flytex_cli.lint.rules.typ.typ007_odd_literal import TYP007
from flytex_cli.lint.rules.typ.typ008_impossible_enum import TYP008
from flytex_cli.lint.rules.typ.typ009_no_schema import TYP009
from flytex_cli.lint.rules.typ.typ010_ambiguous_union import TYP010
from flytex_cli.lint.rules.typ.typ011_default_of_the_moment import TYP011
from flytex_cli.lint.rules.typ.typ012_local_file_default import TYP012
from flytex_cli.lint.rules.typ.typ013_does_not_come_back import TYP013

RULES = (
    *(TYP001, TYP002, TYP003, TYP004, TYP005, TYP006, TYP007, TYP008, TYP009, TYP010),
    *(TYP011, TYP012, TYP013),
)
