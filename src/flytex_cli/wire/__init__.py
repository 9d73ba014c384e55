"""The wire messages of Flyte as plain documents, and back: JSON forms, Structs, files of written specs."""
