from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from bot.rehearsal.player import play
from bot.rehearsal.steps import Expects, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.scenes import Scene

# In each of these, the steps that must not hold say so in a comment.
TO_ONE_PERSON = """
  - {who: lea, runs: /me}
  - {expects: private answer, who: lea}
  - {expects: private answer, who: lea, voice: records, language: fr, buttons: [privacy:show, privacy:ask_forget]}
  - {expects: nothing private, who: everyone else}
  - {expects: private answer, who: mira}  # fails: it went to somebody else
  - {expects: private answer, who: everyone else}  # fails
  - {expects: direct message, who: lea}  # fails: it was no direct message
  - {expects: nothing private, who: lea}  # fails
  - {expects: private answer, who: lea, language: en}  # fails: it is in French
  - {expects: private answer, who: lea, voice: doctor.well}  # fails
  - {expects: private answer, who: lea, voice: [records.empty, doctor.well]}  # fails: only one of the two
  - {expects: private answer, who: lea, buttons: communities:apply}  # fails
  - {expects: private answer, who: lea, words: Usherette}  # fails
  - {expects: private answer, who: lea, marked: page}  # fails: nothing is marked
  - {expects: private answer, who: lea, about: mira}  # fails

  - {who: lea, says: "What a load of bullshit, @hugo"}
  - {expects: direct message, who: lea, marked: bullshit, language: fr, words: load}
  - {expects: nothing private, who: everyone else}
  - {expects: private answer, who: lea}  # fails: that was before
  - {expects: direct message, who: lea, marked: load}  # fails: it is there, but not marked
  - {expects: direct message, who: hugo}  # fails
"""

IN_A_CHANNEL = """
  - {who: noor, says: This is bullshit., in: theories}
  - {expects: message, in: theories, voice: cases.line, about: noor, buttons: cases:open}
  - {expects: no message, in: lobby}
  - {expects: no message, in: theories, about: mira}
  - {expects: message, in: lobby}  # fails: it was in another channel
  - {expects: no message, in: theories}  # fails
  - {expects: message, in: theories, about: mira}  # fails
  - {expects: removed message, in: theories}  # fails: not yet

  - {expects: log line, voice: [log.nudge, deliveries.line], about: noor, buttons: moderation:why, language: en}
  - {expects: no log line, about: mira}
  - {expects: log line, about: mira}  # fails
  - {expects: no log line}  # fails
  - {expects: log line, voice: deliveries.dm}  # fails: it was delivered otherwise
  - {expects: message, in: desk}  # fails: nothing waits for a decision

  - {waits: 1h}
  - {expects: removed message, in: theories, about: noor}
  - {expects: removed message, in: lobby}  # fails
  - {expects: log line}  # fails: that was before
"""

PAUSES = """
  - {expects: no pause, feature: moderation}
  - {expects: pause, feature: moderation}  # fails
  - {who: carol, runs: /usher pause, with: {feature: moderation, until: in 1 hour}}
  - {expects: pause, feature: moderation}
  - {expects: no pause, feature: cases}
  - {expects: no pause, feature: moderation}  # fails
  - {expects: pause, feature: cases}  # fails
  - {waits: 1h}
  - {expects: no pause, feature: moderation}
"""


TAKEN_AWAY = """
  - {who: theo, says: "Call Mira, her number is 020 7946 0018", in: theories}
  - {expects: removed message, in: theories, about: theo, words: Call Mira}
  - {expects: no removed message, in: lobby}
  - {expects: no removed message, in: theories, about: mira}
  - {expects: removed message, in: theories, about: mira}  # fails: it was not hers
  - {expects: no removed message, in: theories}  # fails
  - {expects: card, voice: desk.finding, about: theo, buttons: moderation:fine}
  - {expects: no card, about: mira}
  - {expects: card, about: mira}  # fails
  - {expects: no card}  # fails

  - {who: mira, says: What an ending, called: the verdict}
  - {who: hugo, chooses: Report to the team, of: the verdict}
  - {expects: log line, voice: log.report, about: mira}
  - {expects: no card}

  - {who: mira, edits: the verdict, to: What a bullshit ending}
  - {expects: direct message, who: mira, marked: bullshit}
  - {expects: no removed message, in: lobby}

  - {who: moss, runs: /moderation rules}
  - {who: moss, chooses: language, from: moderation:rule}
  - {expects: private answer, who: moss, voice: moderation.rules.about.live, buttons: moderation:mode}
"""

BLOCKS = {"to one person": TO_ONE_PERSON, "in a channel": IN_A_CHANNEL, "pauses": PAUSES, "taken away": TAKEN_AWAY}


@pytest.mark.parametrize("steps", BLOCKS.values(), ids=BLOCKS.keys())
async def test_expectations_hold_and_fail_as_they_should(
    steps: str, house: Playhouse, write: Callable[[str], Scene]
) -> None:
    """Every kind of expectation holds where it is so, and only there."""
    scene = write(steps)
    played = await play(house, scene)
    text = scene.path.read_text(encoding="utf-8")
    expected = [number for number, line in enumerate(text.splitlines(), start=1) if "# fails" in line]
    assert {miss.line: miss.why for miss in played.misses}.keys() == set(expected), played.misses
    assert played.held == sum(isinstance(step, Expects) for step in scene.file.steps) - len(expected)


def test_every_kind_has_a_failing_example() -> None:
    """A check that cannot fail is worth nothing."""
    failing = [line for line in "".join(BLOCKS.values()).splitlines() if "# fails" in line]
    for kind in get_args(Kind):
        assert any(f"expects: {kind}," in line or f"expects: {kind}}}" in line for line in failing), kind
