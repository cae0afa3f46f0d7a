"""Reading AWS traffic: a strict walker over botocore's service models, and the proxy that uses it."""
