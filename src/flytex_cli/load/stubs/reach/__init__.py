"""What the answers of stubs reach: the names, environments and tasks of user code that depend on them.

The source is followed, not run: from the expression that took an answer (`decisions.py`) to the names that are
bound or changed with it or in branches that it chose, through functions, classes and other modules of the user, to the
calls that make environments and tasks. Where the way is lost in code that binds names by other means, all of the module
counts.
"""
