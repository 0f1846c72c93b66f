// A number tells a call about a file's lock what to do, also through a wrapper;
// a name makes a lock of a file that must not exist.
// RUN: clang-toctou --dump-events %s -- -std=gnu17 | FileCheck %s
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

void work(void);
void note_fail_open(const char *target, int error);

static int ask(int fd, int how) { return flock(fd, how); }

void tried(int fd) {
  if (ask(fd, LOCK_EX | LOCK_NB) != 0)
    note_fail_open("journal", 0);
  work();
  ask(fd, LOCK_UN);
}

void waited(int fd) {
  ask(fd, LOCK_EX);
  work();
}

int created(void) {
  int fd = open("/run/journal.lock", O_CREAT | O_EXCL | O_WRONLY, 0600);
  work();
  unlink("/run/journal.lock");
  return fd;
}

void recorded(int fd) {
  struct flock record = {.l_type = F_WRLCK};
  fcntl(fd, F_SETLK, &record);
  record.l_type = F_UNLCK;
  fcntl(fd, F_SETLK, &record);
  fcntl(fd, F_GETFL);
}

// CHECK-LABEL: {{^}}ask:
// CHECK: L11 LockFile *fd <- how - may wait
// CHECK-LABEL: {{^}}tried:
// CHECK: L14 LockFile@L11 *fd <- op(2, 4) -{{$}}
// CHECK: L15 Report
// CHECK: L16 Invoke
// CHECK: L17 UnlockFile@L11 *fd <- 8 -{{$}}
// CHECK-LABEL: {{^}}waited:
// CHECK: L21 LockFile@L11 *fd <- 2 - may wait
// CHECK-LABEL: {{^}}created:
// CHECK: L26 LockFile *[[KEY:[-0-9]+]] <- text
// CHECK: L27 Invoke
// CHECK: L28 UnlockFile *[[KEY]] <- text
// CHECK-LABEL: {{^}}recorded:
// CHECK: L34 LockFile *fd <- 6 1{{$}}
// CHECK: L36 UnlockFile *fd <- 6 2{{$}}
// CHECK-NOT: LockFile
