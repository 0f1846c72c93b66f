// A call that looks a name up says what it learns, and how it is told.
// RUN: clang-toctou --dump-events %s -- -std=gnu17 | FileCheck %s
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int checkThenOpen(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0)
    return -1;
  if (st.st_uid != 0)
    return -1;
  return open(name, O_RDONLY);
}

static int exists(const char *name) { return access(name, F_OK) == 0; }

int throughHelper(const char *folder) {
  char name[64];
  snprintf(name, sizeof name, "%s/x", folder);
  return exists(name);
}

// CHECK-LABEL: {{^}}checkThenOpen:
// CHECK: L[[#]] CheckPath <- name result -
// CHECK: if op(result.st_uid, 0)
// CHECK: L[[#]] ActOnPath <- name result 0
// CHECK-LABEL: {{^}}exists:
// CHECK: L[[#]] CheckPath <- name - 0
// CHECK-LABEL: {{^}}throughHelper:
// CHECK: L[[#]] CheckPath@L[[#]] <- text(text, folder) - 0
