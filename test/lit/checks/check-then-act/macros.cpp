// RUN: %check_toctou %s toctou-check-then-act %t

// Shown at the expansion, told in words, never edited.
#error "write the race inside a macro"
