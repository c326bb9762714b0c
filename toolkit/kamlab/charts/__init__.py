"""Charts: a method's result drawn on a given Axes. They compute nothing but places on the paper."""
