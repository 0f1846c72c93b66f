// RUN: %check_toctou %s toctou-sql-predicate %t

// Known gaps, named as they are: missedBadFN, wrongOkFP.
#error "write the gaps that the page's 'Known limits' names, or delete this"
