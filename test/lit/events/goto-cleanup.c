// C: `goto` to a common end, and return codes that say which way it went.
// RUN: clang-toctou --dump-events %s -- -std=gnu17 | FileCheck %s
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

int probe(void) {
  int port = -1;
  struct sockaddr_in addr = {0};
  socklen_t size = sizeof addr;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  if (bind(fd, (struct sockaddr *)&addr, size) != 0)
    goto end;
  if (getsockname(fd, (struct sockaddr *)&addr, &size) != 0)
    goto end;
  port = ntohs(addr.sin_port);
end:
  close(fd);
  return port;
}

struct table {
  pthread_mutex_t lock;
  int used;
};

int grow(struct table *t, int by) {
  int rc = -1;
  pthread_mutex_lock(&t->lock);
  if (by < 0)
    goto out;
  t->used += by;
  rc = 0;
out:
  pthread_mutex_unlock(&t->lock);
  return rc;
}

// CHECK-LABEL: {{^}}probe:
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L15 Return <- -1
// CHECK: L16 Bind #[[SOCKET:[0-9]+]]
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L18 LearnPort #[[SOCKET]] <- port
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L22 Close #[[SOCKET]]
// CHECK: L23 Return <- phi(-1, -1, carry(port))

// CHECK-LABEL: {{^}}grow:
// CHECK: L33 Acquire *t.lock
// CHECK: -> B{{[0-9]+}} if op(
// CHECK: -> B{{[0-9]+}} unless op(
// CHECK: L36 Read *t.used
// CHECK: L36 Write *t.used
// CHECK: L39 Release *t.lock
// CHECK: L40 Return
