"""The verdict stands on any JSON at all: what is misshapen is refused or passed, never an error of the check."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.bodies import ANSWER, EDIT, NOW, SAY, SYNC
from tests.contract.check import check

KEYS = (
    *("type", "data", "message", "content", "embeds", "fields", "url", "author", "footer", "image", "poll", "question"),
    *("answers", "poll_media", "components", "component", "accessory", "custom_id", "style", "label", "options", "id"),
    *("value", "min_values", "max_values", "flags", "nonce", "allowed_mentions", "parse", "users", "message_reference"),
    *("name", "name_localizations", "description", "choices", "required", "messages", "actions", "metadata", "topic"),
    *("communication_disabled_until", "rate_limit_per_user", "available_tags", "entity_type", "entity_metadata"),
    *("scheduled_start_time", "scheduled_end_time", "permission_overwrites", "recipient_id", "username"),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=30), st.integers(0, 22)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)
PLACES = (
    *(("POST", SAY), ("PATCH", EDIT), ("POST", ANSWER), ("PUT", SYNC), ("PATCH", "/channels/1")),
    *(("PATCH", "/guilds/1/members/2"), ("POST", f"{SAY}/bulk-delete"), ("POST", "/guilds/1/scheduled-events")),
    *(("POST", "/guilds/1/channels"), ("POST", "/channels/1/threads"), ("POST", "/webhooks/1/token")),
    *(("POST", "/guilds/1/auto-moderation/rules"), ("POST", "/users/@me/channels")),
)


@pytest.mark.parametrize(("method", "path"), PLACES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
@given(body=JSON)
def test_no_body_breaks_the_check(method: str, path: str, body: Any) -> None:
    """Every JSON value at every place has a verdict of sentences."""
    assert all(isinstance(sentence, str) and sentence for sentence in check(method, path, body, now=NOW))
