"""The classroom: an nbgrader course made from our pages, marked from answer files alone."""
