"""What a member of the cast sees of Usher's: every button and menu that they could use, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rehearsal import simulation
from bot.rehearsal.record import Reach, Sent
from bot.rehearsal.shown import show
from bot.settings.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simcord import MemberActor, ResponseMessage

    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.record import Button


@dataclass(frozen=True, slots=True)
class Control:
    """One button or menu, and the message below which it stands."""

    message: ResponseMessage
    button: Button
    custom_id: str


class Sight:
    """The eyes of one member."""

    def __init__(self, house: Playhouse, actor: MemberActor) -> None:
        self._house = house
        self._actor = actor

    def find(self, action: str, *, menu: bool = False) -> Control | None:
        """Return the newest button that does this, or the newest such menu; None where there is none."""
        return next((each for each in self._all(menu=menu) if each.button.does(action)), None)

    def instead(self, action: str, *, menu: bool = False) -> str:
        """Say which of them there are."""
        there = list(dict.fromkeys(each.button.action or "" for each in self._all(menu=menu)))
        near = nearest(action, there)
        if near and near != action:
            return f'. Did you mean "{near}"?'
        return f" in sight; there are: {', '.join(there)}" if there else " in sight, nor any other"

    def _all(self, *, menu: bool) -> Iterator[Control]:
        env, seen = self._house.env, set()
        for each in reversed(self._house.watch.record):
            if not isinstance(each, Sent) or each.shown.message_id in seen:
                continue
            seen.add(each.shown.message_id)
            message = simulation.stored(env, each.channel_id, each.shown.message_id)
            public = each.reach is Reach.CHANNEL
            visible = simulation.sees(env, each.channel_id, self._actor.id) if public else each.to == self._actor.id
            if message is None or not visible:
                continue
            for button in show(message.id, "", (), message.components).buttons:
                if button.custom_id and button.action and (button.choices is not None) is menu:
                    yield Control(message, button, button.custom_id)
