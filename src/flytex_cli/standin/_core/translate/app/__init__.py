"""An app as the message that a deployment sends, `flyteidl2.app.App`, one subject a file."""
