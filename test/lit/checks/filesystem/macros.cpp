// RUN: %check_toctou %s toctou-filesystem %t
//
// Shown at the expansion, told in words, never edited.
#include <cstdio>
#include <unistd.h>

#define CREATE(name) fopen(name, "w")

bool macroBad(const char *name) {
  if (access(name, F_OK) == 0)
    return false;
  FILE *f = CREATE(name);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` spoils
  if (!f)
    return false;
  fputs("x", f);
  return fclose(f) == 0;
}

template <typename T> bool templateBad(const T &name) {
  if (access(name.c_str(), F_OK) == 0)
    return false;
  FILE *f = fopen(name.c_str(), "w");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` spoils
  if (!f)
    return false;
  fputs("x", f);
  return fclose(f) == 0;
}

struct Name {
  const char *c_str() const;
};
bool instance(const Name &name) { return templateBad(name); }
