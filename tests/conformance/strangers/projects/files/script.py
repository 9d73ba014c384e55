# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy", "httpx>=0.2"]
# ///
print("hello")
