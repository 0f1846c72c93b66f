// RUN: %check_toctou %s toctou-sql-predicate %t

// Each option with a value that changes the outcome.
#error "write one run for each option, or delete this file"
