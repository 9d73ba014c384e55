"""Every rule, in the order of their codes."""

from __future__ import annotations

from functools import cache

from flytex_cli.lint.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules, each once."""
    from flytex_cli.lint.rules import (
        app,
        arg,
        asy,
        bnd,
        cac,
        cal,
        clu,
        con,
        ctr,
        dep,
        env,
        gpu,
        img,
        lnt,
        lod,
        nam,
        ntf,
        out,
        plg,
        pod,
        res,
        reu,
        rsv,
        rty,
        run,
        sec,
        trg,
        typ,
    )

    groups = (
        app.RULES,
        arg.RULES,
        asy.RULES,
        bnd.RULES,
        cac.RULES,
        cal.RULES,
        clu.RULES,
        con.RULES,
        ctr.RULES,
        dep.RULES,
        env.RULES,
        gpu.RULES,
        img.RULES,
        lnt.RULES,
        lod.RULES,
        nam.RULES,
        ntf.RULES,
        out.RULES,
        plg.RULES,
        pod.RULES,
        res.RULES,
        reu.RULES,
        rsv.RULES,
        rty.RULES,
        run.RULES,
        sec.RULES,
        trg.RULES,
        typ.RULES,
    )
    return tuple(sorted((rule for group in groups for rule in group), key=lambda rule: rule.code))
