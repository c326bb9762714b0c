"""The learner's own client list: classified by a scheme of the course, and written as a workbook."""
