"""Playing a scene: its steps in order, and what held and what did not.

A step that cannot be played ends the scene, since what follows builds on it. After an expectation that does not hold
the scene goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.rehearsal.acting import CannotActError
from bot.rehearsal.doings import Chooses, Edits, Fills, Presses, Runs, Says, Waits
from bot.rehearsal.expecting import Finding, Witness
from bot.rehearsal.record import Began, Checked, Sent
from bot.rehearsal.speech import Speech
from bot.rehearsal.steps import Expects

if TYPE_CHECKING:
    from bot.rehearsal.doings import Doing
    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.scenes import Scene

OWN_ERRORS = ("errors.staff", "errors.sorry")
"""What Usher says when it made a mistake: no scene expects that."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that did not hold: the line of the step, what was expected, and why not."""

    line: int
    what: str
    why: str


@dataclass(slots=True)
class Played:
    """A scene after it was played."""

    scene: Scene
    held: int = 0
    misses: list[Miss] = field(default_factory=list)


async def play(house: Playhouse, scene: Scene) -> Played:
    """Play one scene from its first step to its last."""
    return await _Player(house, scene).play()


class _Player:
    def __init__(self, house: Playhouse, scene: Scene) -> None:
        self._house = house
        self._scene = scene
        self._speech = Speech(house.house.voice)
        self._messages: dict[str, int] = {}
        self._actor: str | None = None
        self._since = len(house.watch.record)
        self._played = Played(scene)

    async def play(self) -> Played:
        start = self._since
        self._house.watch.tell(Began(self._house.env.now(), self._scene.file.title, self._scene.file.shows))
        for step, line in zip(self._scene.file.steps, self._scene.lines, strict=True):
            if isinstance(step, Expects):
                self._note(line, self._witness().check(step))
            elif (trouble := await self._try(step)) is not None:
                self._note(line, Finding(self._in_words(step), trouble))
                break
        self._look_for_errors(start)
        return self._played

    def _witness(self) -> Witness:
        return Witness(self._house, self._speech, self._house.watch.record[self._since :], self._actor)

    async def _try(self, step: Doing) -> str | None:
        """Do what the step says; return why that was impossible, or None."""
        self._since = len(self._house.watch.record)
        self._actor = getattr(step, "who", self._actor)
        try:
            await self._do(step)
        except CannotActError as error:
            return str(error)
        return None

    async def _do(self, step: Doing) -> None:
        act = self._house.act
        match step:
            case Says():
                message_id = await act.say(step.who, step.says, step.place)
                if step.called is not None:
                    self._messages[step.called] = message_id
            case Runs():
                await act.run(step.who, step.runs, step.options, step.place, messages=self._messages)
            case Edits():
                await act.edit(step.who, self._messages[step.edits], step.to)
            case Chooses(menu=str(action)):
                await act.choose_from(step.who, step.chooses, action)
            case Chooses(of=str(name)):
                await act.choose(step.who, step.chooses, self._messages[name])
            case Presses():
                await act.press(step.who, step.presses)
            case Fills():
                await act.fill(step.who, step.fills)
            case Waits():
                await act.wait(step.waits)

    def _look_for_errors(self, start: int) -> None:
        """A mistake of Usher's own is told, whether the scene looked for it or not."""
        last = self._scene.lines[-1]
        for error in self._house.errors():
            self._note(last, Finding("Usher makes no mistake of its own", f"{type(error).__name__}: {error}"))
        for each in self._house.watch.record[start:]:
            if isinstance(each, Sent) and any(self._speech.says(key, each.shown.texts) for key in OWN_ERRORS):
                self._note(last, Finding("Usher makes no mistake of its own", "it had to apologise"))
                break

    def _note(self, line: int, finding: Finding) -> None:
        if finding.why_not is None:
            self._played.held += 1
        else:
            self._played.misses.append(Miss(line, finding.what, finding.why_not))
        self._house.watch.tell(Checked(self._house.env.now(), finding.what, finding.why_not))

    def _in_words(self, step: Doing) -> str:
        if isinstance(step, Waits):
            return "time passes"
        match step:
            case Says():
                done = "says something"
            case Edits():
                done = "edits a message"
            case Runs():
                done = f"runs {step.runs}"
            case Chooses():
                done = f"chooses {step.chooses}"
            case Presses():
                done = f"presses {step.presses}"
            case Fills():
                done = "fills in a form"
        return f"{self._house.names.person(self._house.people[step.who].id)} {done}"
