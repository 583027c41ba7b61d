"""The flag that says for which repositories git is told something."""

import click

everywhere = click.option(
    "--global",
    "everywhere",
    is_flag=True,
    help="In your own configuration, for all your repositories, not in that of this one.",
)
