"""How a rule that is broken is named on both sides of the pipe."""


class Refused(Exception):
    """The input breaks a rule of the protocol. The kind has the name that the library gives it."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind
