"""The client as settings ask for it."""

from dateline.config import Settings
from dateline.errors import SettingInvalid
from dateline.net.addresses import Rules, networks
from dateline.net.client import Client
from dateline.net.clock import Clock, SystemClock
from dateline.net.guard import GuardedTransport
from dateline.net.pace import Pace


def open_client(settings: Settings, clock: Clock | None = None, pace: Pace | None = None) -> Client:
    """A guarded client; ContactMissing without DATELINE_CONTACT, SettingInvalid for a network that is none."""
    clock = clock or SystemClock()
    try:
        rules = Rules(networks(settings.allow_networks))
    except ValueError as error:
        raise SettingInvalid("DATELINE_ALLOW_NETWORKS", str(error), "unset DATELINE_ALLOW_NETWORKS") from error
    return Client(GuardedTransport(rules, clock), clock, pace or Pace(clock), settings.contact)
