// source: linux-pam/linux-pam@07f1d98 modules/pam_lastlog/pam_lastlog.c (LOCK_RETRIES; it was LASTLOG_IGNORE_LOCK_TIME before)
// When the record is locked by another login the module slept a second (LASTLOG_IGNORE_LOCK_TIME) and
// then read and wrote the record in any case. Now it retries and gives PAM_SERVICE_ERR.
#include <errno.h>
#include <fcntl.h>
#include <lastlog.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define PAM_SUCCESS 0
#define PAM_SERVICE_ERR 3
#define LASTLOG_IGNORE_LOCK_TIME 1 /* is that enough for the other login? */
#define LOCK_RETRIES 3
#define LOCK_RETRY_DELAY 1

static void record_range(struct flock *fl, short type, uid_t uid)
{
    memset(fl, 0, sizeof(*fl));
    fl->l_type = type;
    fl->l_whence = SEEK_SET;
    fl->l_start = (off_t)sizeof(struct lastlog) * (off_t)uid;
    fl->l_len = sizeof(struct lastlog);
}

static void unlock_record(int fd, uid_t uid)
{
    struct flock fl;

    record_range(&fl, F_UNLCK, uid);
    (void)fcntl(fd, F_SETLK, &fl);
}

int last_login_read(int fd, uid_t uid, struct lastlog *ll)
{
    struct flock fl;
    ssize_t n;

    record_range(&fl, F_RDLCK, uid);
    if (fcntl(fd, F_SETLK, &fl) < 0) {
        syslog(LOG_INFO, "file %s is locked/read", _PATH_LASTLOG);
        sleep(LASTLOG_IGNORE_LOCK_TIME);
    }
    n = pread(fd, ll, sizeof(*ll), fl.l_start); // EXPECT: toctou-fail-open-lock
    unlock_record(fd, uid);
    if (n != (ssize_t)sizeof(*ll))
        memset(ll, 0, sizeof(*ll));
    return PAM_SUCCESS;
}

int last_login_write(int fd, uid_t uid, const char *host, const char *tty)
{
    struct flock fl;
    struct lastlog ll;
    int retval = PAM_SUCCESS;

    memset(&ll, 0, sizeof(ll));
    ll.ll_time = (int32_t)time(NULL);
    strncat(ll.ll_host, host, sizeof(ll.ll_host) - 1);
    strncat(ll.ll_line, tty, sizeof(ll.ll_line) - 1);

    record_range(&fl, F_WRLCK, uid);
    if (fcntl(fd, F_SETLK, &fl) < 0) {
        syslog(LOG_INFO, "file %s is locked/write", _PATH_LASTLOG);
        sleep(LASTLOG_IGNORE_LOCK_TIME);
    }
    if (pwrite(fd, &ll, sizeof(ll), fl.l_start) != (ssize_t)sizeof(ll)) { // EXPECT: toctou-fail-open-lock
        syslog(LOG_ERR, "failed to write %s: %m", _PATH_LASTLOG);
        retval = PAM_SERVICE_ERR;
    }
    unlock_record(fd, uid);
    return retval;
}

int last_login_write_fixed(int fd, uid_t uid, const struct lastlog *ll)
{
    struct flock fl;
    int retries = LOCK_RETRIES;
    int retval = PAM_SUCCESS;

    record_range(&fl, F_WRLCK, uid);
    while (fcntl(fd, F_SETLK, &fl) < 0) {
        if (--retries == 0) {
            syslog(LOG_ERR, "file %s is locked/write", _PATH_LASTLOG);
            return PAM_SERVICE_ERR;
        }
        syslog(LOG_INFO, "file %s is locked/write, retrying", _PATH_LASTLOG);
        sleep(LOCK_RETRY_DELAY);
    }
    if (pwrite(fd, ll, sizeof(*ll), fl.l_start) != (ssize_t)sizeof(*ll))
        retval = PAM_SERVICE_ERR;
    unlock_record(fd, uid);
    return retval;
}

/* Only asks who holds the record; no lock is wanted here. */
pid_t last_login_holder(int fd, uid_t uid)
{
    struct flock fl;

    record_range(&fl, F_WRLCK, uid);
    if (fcntl(fd, F_GETLK, &fl) < 0 || fl.l_type == F_UNLCK)
        return 0;
    return fl.l_pid;
}
