"""The meeting: presenting, the storyboard, the last change once more, the minutes."""
