"""The command-line door: a file a group of commands; what they print goes through `output`, what they say through `words`."""
