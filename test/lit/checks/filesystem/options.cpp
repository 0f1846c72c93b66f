// RUN: %check_toctou %s toctou-filesystem %t

// Each option with a value that changes the outcome.
#error "write one run for each option, or delete this file"
