"""Write a follow-up: an open-data table with its dictionary, JSON, and a workbook.

`columns` says what each column means; every format has its words from there.
"""
