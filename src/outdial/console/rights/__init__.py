"""Who may do what with a queue, by the policies that there are, and why."""
