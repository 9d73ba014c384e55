"""What apps are made of beside their environments: values of parameters, endpoints."""
