"""Panels: controls, one method, one chart; a view on the answer file. Pages call them by `kamlab.lab`."""
