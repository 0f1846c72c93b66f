// RUN: %check_toctou %s toctou-sql-predicate %t
//
// The check has no option of its own: without a statement there is no finding.
int nothing() { return 0; }
