"""IMG: images."""

from flytex_cli.lint.rules.img.img001_unmapped_reference import IMG001
from flytex_cli.lint.rules.img.img002_no_base import IMG002
from flytex_cli.lint.rules.img.img003_bad_reference import IMG003
from flytex_cli.lint.rules.img.img004_missing_file import IMG004
from flytex_cli.lint.rules.img.img005_bad_requirement import IMG005
from flytex_cli.lint.rules.img.img006_package_list_slip import IMG006
from flytex_cli.lint.rules.img.img007_mutable_reference import IMG007
from flytex_cli.lint.rules.img.img008_unpublished_base import IMG008
from flytex_cli.lint.rules.img.img009_import_not_installed import IMG009
from flytex_cli.lint.rules.img.img010_one_architecture import IMG010
from flytex_cli.lint.rules.img.img011_image_without_flyte import IMG011
from flytex_cli.lint.rules.img.img012_older_flyte import IMG012
from flytex_cli.lint.rules.img.img013_unbuildable_layer import IMG013
from flytex_cli.lint.rules.img.img014_image_of_the_moment import IMG014
from flytex_cli.lint.rules.img.img015_stale_image import IMG015

RULES = (
    *(IMG001, IMG002, IMG003, IMG004, IMG005, IMG006, IMG007, IMG008, IMG009, IMG010),
    *(IMG011, IMG012, IMG013, IMG014, IMG015),
)
