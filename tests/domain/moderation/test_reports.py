"""The rule `reports`."""

from __future__ import annotations

import pytest

from bot.domain.moderation.rules.reports import ReportsRule
from bot.domain.moderation.verdicts import Fate
from tests.domain.moderation.talk import policy, said, verdicts

THREE = ReportsRule(name="three", at_least=3)
FIVE = ReportsRule(name="five", at_least=5)


@pytest.mark.parametrize(
    ("reports", "rules"), [(0, []), (2, []), (3, ["three"]), (4, ["three"]), (5, ["three", "five"])]
)
def test_a_number_of_reports_brings_a_card(reports: int, rules: list[str]) -> None:
    """From its number on a rule asks for a person, keeps the text, and blames nobody."""
    (verdict,) = verdicts(policy(THREE, FIVE), [said(reports=reports)])
    assert [each.rule for each in verdict.findings] == rules
    assert verdict.card is bool(rules)
    assert (verdict.text, verdict.reasons) == (Fate.KEEP, ())
    assert all(each.values == {"count": str(reports)} for each in verdict.findings)
