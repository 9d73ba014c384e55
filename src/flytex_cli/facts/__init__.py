"""What several layers must know alike about Flyte and about flytex's own stubs: plain values, no behaviour."""
