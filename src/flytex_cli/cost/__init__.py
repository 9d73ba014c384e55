"""What tasks cost by a team's own rates: no price comes with flytex, and no duration is guessed."""
