"""Training of the shipped model: corpus readers, the network, the loop, export to ONNX. Never imported at run time."""
