"""Container images and their layers, with the URIs that the SDK gives them."""
