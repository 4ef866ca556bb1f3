"""The rehearsal: the real Usher on a simulated Discord server, with a cast of people and scenes for them to play.

Needs SimCord, which the extra `rehearsal` installs. Nothing here is imported by an Usher that runs on Discord.
"""
