"""What stands between the network and the pages: host names, headers, sessions, passwords, limits of tries."""
