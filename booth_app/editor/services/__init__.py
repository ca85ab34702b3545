"""What others may call: `publish`, over claims."""

from booth_app.editor.services.publish import Outcome, TargetUnknown, Undecided, publish

__all__ = ["Outcome", "TargetUnknown", "Undecided", "publish"]
