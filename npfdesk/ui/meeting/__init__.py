"""Meeting: presentation, presenter's window, storyboard, slides, replay of the last change, minutes."""
