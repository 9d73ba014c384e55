"""The SDK's translation, by the names that some plugins and scripts import."""
