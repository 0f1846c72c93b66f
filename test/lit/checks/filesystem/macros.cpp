// RUN: %check_toctou %s toctou-filesystem %t

// Shown at the expansion, told in words, never edited.
#error "write the race inside a macro"
