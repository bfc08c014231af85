-- Papers may be in the state ERASED from now on, and their decisions may be gone: older versions don't understand that.
PRAGMA user_version = 3;
