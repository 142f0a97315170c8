"""Mail: drafts and threads read from files, and the facts that a thread holds, each with the mail it comes from."""
