"""The least that a full-screen program with prompt_toolkit is: a window of text, the mouse on."""

import sys

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

bindings = KeyBindings()
bindings.add("q")(lambda event: event.app.exit())
text = "\n".join(["In Ostwick the council said that 40 barns burned."] * 39 + ["ready"])
layout = Layout(Window(FormattedTextControl(text)))
sys.exit(Application(layout=layout, key_bindings=bindings, full_screen=True, mouse_support=True).run())
