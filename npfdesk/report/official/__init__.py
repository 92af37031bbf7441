"""Reports in the form that offices must hand in: their chapters, their layout, and what a person wrote into them."""
