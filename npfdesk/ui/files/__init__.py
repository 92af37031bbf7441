"""Files in the window: opened, watched, kept by themselves, written out."""
