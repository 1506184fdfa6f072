"""Where the console is on a server."""

PATH = "/_outdial/console"
