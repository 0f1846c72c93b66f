// RUN: %check_toctou %s toctou-check-then-act %t

// Each option with a value that changes the outcome.
#error "write one run for each option, or delete this file"
