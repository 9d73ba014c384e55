"""Private modules of the SDK that official plugins import; each is an alias of ours."""
