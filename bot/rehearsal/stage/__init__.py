"""The stage: a page in the browser on which the simulated server of a rehearsal can be seen, used and hurried on.

Bound to loopback, behind a token, for one person at their own machine. Channels are SimCord's own preview; everything
around them (the clock, the scenes, the cast, what Usher decided, the ledger) is here.
"""
