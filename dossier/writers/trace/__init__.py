"""Write the matrix of traceability as a web page, a Word file and a workbook.

`sheet` says in plain words what the matrix prints; each writer only gives it its form.
"""
