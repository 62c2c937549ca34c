"""The commands. Never imports Textual."""
