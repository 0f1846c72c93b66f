// source: logrotate/logrotate@f46d0bd logrotate.c lockState() (#297, #295, #113), --skip-state-lock, --wait-for-state-lock (#465)
// Two cron jobs on one state file. The half-way version asks for the lock, prints that the file "is
// already locked", and rotates all the same; the real one leaves with status 3.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/types.h>
#include <unistd.h>

#define MESS_DEBUG 1
#define MESS_ERROR 4

struct options {
    int skip_state_lock;
    int wait_for_state_lock;
};

struct state {
    char text[8192];
    size_t len;
};

static void message(int level, const char *what, const char *file)
{
    if (level >= MESS_ERROR)
        fprintf(stderr, "error: %s %s: %s\n", what, file, strerror(errno));
}

static int open_state(const char *file)
{
    int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0640);

    if (fd == -1)
        message(MESS_ERROR, "opening state file", file);
    return fd;
}

static int read_state(int fd, struct state *st)
{
    ssize_t n = pread(fd, st->text, sizeof(st->text), 0);

    if (n < 0)
        return 1;
    st->len = (size_t)n;
    return 0;
}

static int write_state(int fd, const struct state *st)
{
    if (ftruncate(fd, 0) != 0)
        return 1;
    return pwrite(fd, st->text, st->len, 0) == (ssize_t)st->len ? 0 : 1;
}

int rotate_logs(struct state *st);

/* 0: locked, or the user wants no lock; 1: somebody else has it */
static int lock_state(int fd, const char *file, const struct options *o)
{
    int flags = LOCK_EX;

    if (o->skip_state_lock) {
        message(MESS_DEBUG, "skip locking state file", file);
        return 0;
    }
    if (!o->wait_for_state_lock)
        flags |= LOCK_NB;
    if (flock(fd, flags) == -1) {
        message(MESS_ERROR, "locking state file", file);
        return 1;
    }
    return 0;
}

int run_before(const char *file, const struct options *o)
{
    struct state st;
    int rc = 0;
    int fd = open_state(file);

    if (fd == -1)
        return 1;
    lock_state(fd, file, o);
    rc |= read_state(fd, &st); // EXPECT: toctou-fail-open-lock
    rc |= rotate_logs(&st);
    rc |= write_state(fd, &st);
    close(fd);
    return rc;
}

int run_fixed(const char *file, const struct options *o)
{
    struct state st;
    int rc = 0;
    int fd = open_state(file);

    if (fd == -1)
        return 1;
    if (lock_state(fd, file, o) != 0) {
        fprintf(stderr, "logrotate does not support parallel execution on the same set of logfiles.\n");
        close(fd);
        return 3;
    }
    rc |= read_state(fd, &st);
    rc |= rotate_logs(&st);
    rc |= write_state(fd, &st);
    close(fd);
    return rc;
}

/* The option stands in the failure condition: who gave it wants to go on. */
int run_option_late(const char *file, const struct options *o)
{
    struct state st;
    int fd = open_state(file);
    int rc;

    if (fd == -1)
        return 1;
    if (flock(fd, LOCK_EX | LOCK_NB) == -1 && !o->skip_state_lock) {
        message(MESS_ERROR, "locking state file", file);
        close(fd);
        return 3;
    }
    rc = read_state(fd, &st) || rotate_logs(&st) || write_state(fd, &st);
    close(fd);
    return rc;
}
