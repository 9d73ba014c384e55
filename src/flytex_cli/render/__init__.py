"""Results as bytes: one folder per result, one module per format, shared pieces in `common`."""
