// source: golioth/golioth-firmware-sdk#72 port/linux/golioth_sys_linux.c (sem_timedwait and EINTR), src/mbox.c; apache/mynewt-nimble#1855
// A semaphore of one is the mailbox's mutex. The take is timed and a signal ends it early; the sender
// does not look at the answer and moves the indices of the ring.
#include <errno.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define GOLIOTH_SYS_WAIT_FOREVER -1
#define MBOX_ITEMS 16

struct item {
    uint32_t type;
    uint8_t payload[60];
};

struct mbox {
    sem_t fill_count_sem;
    sem_t ringbuf_sem; /* initial value 1 */
    unsigned head, tail;
    struct item ring[MBOX_ITEMS];
};

static struct timespec deadline_in(int32_t ms)
{
    struct timespec ts;

    clock_gettime(CLOCK_REALTIME, &ts);
    ts.tv_sec += ms / 1000;
    ts.tv_nsec += (ms % 1000) * 1000000L;
    if (ts.tv_nsec >= 1000000000L) {
        ts.tv_sec += 1;
        ts.tv_nsec -= 1000000000L;
    }
    return ts;
}

/* As it was: EINTR counts as a failure. */
static bool sem_take_once(sem_t *sem, int32_t ms)
{
    struct timespec ts = deadline_in(ms);

    return sem_timedwait(sem, &ts) == 0;
}

/* As it is: restarted on a signal, and without end when asked for. */
static bool sem_take(sem_t *sem, int32_t ms)
{
    int err;

    if (ms == GOLIOTH_SYS_WAIT_FOREVER) {
        do {
            err = sem_wait(sem);
        } while (err == -1 && errno == EINTR);
        return err == 0;
    }

    struct timespec ts = deadline_in(ms);
    do {
        err = sem_timedwait(sem, &ts);
    } while (err == -1 && errno == EINTR);
    return err == 0;
}

bool mbox_try_send(struct mbox *m, const struct item *it)
{
    bool sent = false;

    sem_take_once(&m->ringbuf_sem, 100);
    if (m->head - m->tail < MBOX_ITEMS) { // EXPECT: toctou-fail-open-lock
        m->ring[m->head++ % MBOX_ITEMS] = *it;
        sent = true;
    }
    sem_post(&m->ringbuf_sem);
    if (sent)
        sem_post(&m->fill_count_sem);
    return sent;
}

/* Restarting on EINTR alone does not help against the time-out. */
uint32_t mbox_peek_type(struct mbox *m)
{
    struct timespec ts = deadline_in(250);
    uint32_t type = 0;

    while (sem_timedwait(&m->ringbuf_sem, &ts) == -1 && errno == EINTR)
        continue;
    if (m->head != m->tail) // EXPECT: toctou-fail-open-lock
        type = m->ring[m->tail % MBOX_ITEMS].type;
    sem_post(&m->ringbuf_sem);
    return type;
}

bool mbox_try_send_fixed(struct mbox *m, const struct item *it)
{
    bool sent = false;

    if (!sem_take(&m->ringbuf_sem, 100))
        return false;
    if (m->head - m->tail < MBOX_ITEMS) {
        m->ring[m->head++ % MBOX_ITEMS] = *it;
        sent = true;
    }
    sem_post(&m->ringbuf_sem);
    if (sent)
        sem_post(&m->fill_count_sem);
    return sent;
}

bool mbox_recv(struct mbox *m, struct item *out, int32_t ms)
{
    if (!sem_take(&m->fill_count_sem, ms))
        return false; /* nothing came */
    sem_take(&m->ringbuf_sem, GOLIOTH_SYS_WAIT_FOREVER);
    *out = m->ring[m->tail++ % MBOX_ITEMS];
    sem_post(&m->ringbuf_sem);
    return true;
}
