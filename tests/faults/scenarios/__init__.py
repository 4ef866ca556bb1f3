"""The scenarios, one for each thing that must survive a stop at any boundary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.scenarios.conversations import Conversations
from tests.faults.scenarios.dead_ends import DeadEnds
from tests.faults.scenarios.judgements import Judgements
from tests.faults.scenarios.nudges import Nudges
from tests.faults.scenarios.purges import Purges
from tests.faults.scenarios.setting_up import SettingUp

if TYPE_CHECKING:
    from tests.faults.scenario import Scenario

SCENARIOS: tuple[Scenario, ...] = (Conversations(), Nudges(), SettingUp(), DeadEnds(), Purges(), Judgements())
