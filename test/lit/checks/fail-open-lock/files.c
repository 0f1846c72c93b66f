// RUN: %check_toctou %s toctou-fail-open-lock %t
//
// Locks of C: pthread, C11, semaphores, flock, fcntl, lockf and lock files.
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>
struct q {
  pthread_mutex_t lock;
  pthread_rwlock_t rw;
  mtx_t mx;
  sem_t s;
  int n;
  int fd;
};
void q_put(struct q *q) {
  pthread_mutex_lock(&q->lock);
  q->n++;
  pthread_mutex_unlock(&q->lock);
}
void try_bad(struct q *q) {
  pthread_mutex_trylock(&q->lock);
  q->n++;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is used also where `lock` was not got
  pthread_mutex_unlock(&q->lock);
}
void polarity_bad(struct q *q) {
  if (pthread_mutex_trylock(&q->lock)) {
    q->n++;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is used also where `lock` was not got
    pthread_mutex_unlock(&q->lock);
  }
}
void polarity_ok(struct q *q) {
  if (!pthread_mutex_trylock(&q->lock)) {
    q->n++;
    pthread_mutex_unlock(&q->lock);
  }
}
int ebusy_ok(struct q *q) {
  int rc = pthread_mutex_trylock(&q->lock);
  if (rc == EBUSY)
    return -1;
  q->n++;
  pthread_mutex_unlock(&q->lock);
  return 0;
}
int timed_bad(struct q *q, const struct timespec *ts) {
  int rc = pthread_mutex_timedlock(&q->lock, ts);
  if (rc == ETIMEDOUT)
    fprintf(stderr, "timeout\n");
  q->n++;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is used also where `lock` was not got
  if (rc == 0)
    pthread_mutex_unlock(&q->lock);
  return 0;
}
int rw_bad(struct q *q) {
  int rc = pthread_rwlock_tryrdlock(&q->rw);
  int n = q->n;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is used also where `rw` was not got
  if (!rc)
    pthread_rwlock_unlock(&q->rw);
  return n;
}
int c11_bad(struct q *q) {
  bool held = mtx_trylock(&q->mx) == thrd_success;
  q->n = 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is changed also where `mx` was not got
  if (held)
    mtx_unlock(&q->mx);
  return 0;
}
int c11_ok(struct q *q) {
  bool held = mtx_trylock(&q->mx) == thrd_success;
  if (!held)
    return -1;
  q->n = 0;
  mtx_unlock(&q->mx);
  return 0;
}
int sem_bad(struct q *q, const struct timespec *ts) {
  sem_timedwait(&q->s, ts);
  q->n++;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `n` is used also where `s` was not got
  sem_post(&q->s);
  return 0;
}
int sem_ok(struct q *q, const struct timespec *ts) {
  if (sem_timedwait(&q->s, ts) == -1)
    return -1;
  q->n++;
  sem_post(&q->s);
  return 0;
}
int sem_signal_ok(struct q *q, const struct timespec *ts) {
  sem_timedwait(&q->s, ts);
  q->n++;
  return 0;
}
int goto_ok(struct q *q) {
  int rc = -1;
  if (pthread_mutex_trylock(&q->lock) != 0)
    goto out;
  q->n++;
  rc = 0;
  pthread_mutex_unlock(&q->lock);
out:
  return rc;
}
void append(const char *path, const char *s) {
  FILE *f = fopen(path, "a");
  if (!f)
    return;
  fputs(s, f);
  fclose(f);
}
int flock_bad(const char *p) {
  int fd = open("/tmp/x.lock", O_CREAT | O_RDWR, 0600);
  if (flock(fd, LOCK_EX | LOCK_NB) < 0)
    perror("flock");
  append(p, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "x")` runs also where the file lock was not got
  close(fd);
  return 0;
}
int flock_open_bad(const char *p) {
  int fd = open("/tmp/x.lock", O_CREAT | O_RDWR, 0600);
  if (fd < 0)
    perror("open");
  else
    flock(fd, LOCK_EX);
  append(p, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "x")` runs also where the file lock was not got
  if (fd >= 0)
    close(fd);
  return 0;
}
int flock_blocking_ok(const char *p) {
  int fd = open("/tmp/x.lock", O_CREAT | O_RDWR, 0600);
  if (fd < 0)
    return -1;
  flock(fd, LOCK_EX);
  append(p, "x");
  close(fd);
  return 0;
}
int flock_blocking_bad(const char *p) {
  int fd = open("/tmp/x.lock", O_CREAT | O_RDWR, 0600);
  if (fd < 0)
    return -1;
  if (flock(fd, LOCK_EX) == -1)
    perror("flock");
  append(p, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "x")` runs also where the file lock was not got
  close(fd);
  return 0;
}
int fcntl_bad(const char *p, int fd) {
  struct flock fl = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  int rc = fcntl(fd, F_SETLK, &fl);
  append(p, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "x")` runs also where the file lock was not got
  fl.l_type = F_UNLCK;
  if (rc == 0)
    fcntl(fd, F_SETLK, &fl);
  return 0;
}
int fcntl_ok(const char *p, int fd) {
  struct flock fl = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(fd, F_SETLK, &fl) == -1) {
    if (errno == EACCES || errno == EAGAIN)
      return 1;
    return -1;
  }
  append(p, "x");
  fl.l_type = F_UNLCK;
  fcntl(fd, F_SETLK, &fl);
  return 0;
}
int fcntl_wait_ok(const char *p, int fd) {
  struct flock fl = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  while (fcntl(fd, F_SETLKW, &fl) == -1) {
    if (errno != EINTR)
      return -1;
  }
  append(p, "x");
  return 0;
}
int fcntl_flags_ok(const char *p, int fd) {
  int fl = fcntl(fd, F_GETFL, 0);
  fcntl(fd, F_SETFL, fl | O_NONBLOCK);
  append(p, "x");
  return 0;
}
static int lk(int fd, int op) { return flock(fd, op); }
int wrapped_bad(const char *p, int fd) {
  lk(fd, LOCK_EX | LOCK_NB);
  append(p, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "x")` runs also where the file lock was not got
  lk(fd, LOCK_UN);
  return 0;
}
int wrapped_ok(const char *p, int fd) {
  lk(fd, LOCK_EX);
  append(p, "x");
  lk(fd, LOCK_UN);
  return 0;
}
int excl_bad(const char *p) {
  int fd = open("/var/run/x.lock", O_CREAT | O_EXCL | O_WRONLY, 0644);
  if (fd >= 0) {
    char b[16];
    snprintf(b, 16, "%d", (int)getpid());
    write(fd, b, strlen(b));
    close(fd);
  } else
    fprintf(stderr, "locked\n");
  append(p, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "x")` runs also where the lock file was not got
  unlink("/var/run/x.lock");
  return 0;
}
int excl_ok(const char *p) {
  int fd = open("/var/run/x.lock", O_CREAT | O_EXCL | O_WRONLY, 0644);
  if (fd < 0) {
    fprintf(stderr, "locked\n");
    return -1;
  }
  close(fd);
  append(p, "x");
  unlink("/var/run/x.lock");
  return 0;
}
int excl_data_ok(const char *p) {
  int fd = open("/var/run/out.dat", O_CREAT | O_EXCL | O_WRONLY, 0644);
  if (fd < 0)
    perror("x");
  append(p, "x");
  return 0;
}
int excl_give_up_bad(const char *p) {
  int tries = 0;
  int fd;
  while ((fd = open("/var/run/x.lock", O_CREAT | O_EXCL | O_WRONLY, 0644)) <
         0) {
    if (++tries > 10)
      break;
    sleep(1);
  }
  append(p, "x");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "x")` runs also where the lock file was not got
  if (fd >= 0) {
    close(fd);
    unlink("/var/run/x.lock");
  }
  return 0;
}
int mkdir_bad(const char *p) {
  if (mkdir("/tmp/x.lock.d", 0700) != 0)
    fprintf(stderr, "busy\n");
  append(p, "y");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `append(p, "y")` runs also where the lock file was not got
  rmdir("/tmp/x.lock.d");
  return 0;
}
static void die(const char *m) {
  perror(m);
  exit(1);
}
int die_ok(const char *p, int fd) {
  if (lockf(fd, F_TLOCK, 0) < 0)
    die("lock");
  append(p, "x");
  return 0;
}
int fopen_ok(const char *p) {
  FILE *lf = fopen("/tmp/a.lock", "w");
  if (!lf)
    return -1;
  flock(fileno(lf), LOCK_EX);
  append(p, "x");
  fclose(lf);
  return 0;
}
