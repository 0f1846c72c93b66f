// RUN: %check_toctou %s toctou-filesystem %t
//
// The fixed text, line by line.
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool modeBad(const char *name) {
  if (access(name, F_OK) == 0)
    return false;
  FILE *f = fopen(name, "wb");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` spoils `name`
  // CHECK-FIXES: FILE *f = fopen(name, "wbx");
  if (!f)
    return false;
  fputs("x", f);
  return fclose(f) == 0;
}

int flagsBad(const char *name) {
  struct stat st;
  if (stat(name, &st) == 0)
    return -1;
  int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` spoils `name`
  // CHECK-FIXES: int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_EXCL, 0600);
  if (fd < 0)
    return -1;
  return fd;
}

bool descriptorBad(const char *name) {
  int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0666);
  if (fd < 0)
    return false;
  bool ok = chmod(name, 0600) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `chmod` looks `name` up again
  // CHECK-FIXES: bool ok = fchmod(fd, 0600) == 0;
  close(fd);
  return ok;
}

bool streamBad(const char *name, uid_t uid) {
  FILE *f = fopen(name, "w");
  if (!f)
    return false;
  bool ok = ::chown(name, uid, -1) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `chown` looks `name` up again
  // CHECK-FIXES: bool ok = ::fchown(fileno(f), uid, -1) == 0;
  return fclose(f) == 0 && ok;
}

int attributesBad(const char *name) {
  int fd = open(name, O_RDONLY);
  if (fd == -1)
    return -1;
  struct stat st;
  if (stat(name, &st) != 0 || !S_ISREG(st.st_mode)) {
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `stat` looks `name` up again
    // CHECK-FIXES: if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    close(fd);
    return -1;
  }
  return fd;
}

// The stream is closed: its descriptor is nobody's.
bool closedBad(const char *name) {
  FILE *f = fopen(name, "w");
  if (!f)
    return false;
  fclose(f);
  return chmod(name, 0600) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `chmod` looks `name` up again
  // CHECK-FIXES: return chmod(name, 0600) == 0;
}
