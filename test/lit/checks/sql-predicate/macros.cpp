// RUN: %check_toctou %s toctou-sql-predicate %t

// Shown at the expansion, told in words, never edited.
#error "write the race inside a macro"
