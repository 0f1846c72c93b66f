// source: libvirt/libvirt@db86da5ca210 src/qemu/qemu_driver.c qemuDomainBlockStats (CVE-2013-6458)
// The disk definition is looked up before the API waits for its job, which gives up the domain lock; a
// hot-unplug that owns the job meanwhile frees the disk, and its alias is read from freed memory.
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    char *dst;
    char *alias;
    bool readonly;
} virDomainDiskDef;

typedef struct {
    virDomainDiskDef **disks;
    size_t ndisks;
} virDomainDef;

typedef struct {
    long long rd_bytes, wr_bytes, errs;
} virDomainBlockStats;

typedef struct qemuMonitor qemuMonitor;
int qemuMonitorGetBlockStatsInfo(qemuMonitor *mon, const char *alias, virDomainBlockStats *stats);
int qemuMonitorBlockResize(qemuMonitor *mon, const char *alias, unsigned long long size);
int qemuMonitorDelDevice(qemuMonitor *mon, const char *alias);

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t jobCond;
    bool jobActive;
    virDomainDef *def;
    qemuMonitor *mon;
} virDomainObj;

#define virReportError(...) fprintf(stderr, __VA_ARGS__)

/* The domain is locked; the lock is given up while another API has the job. */
static int qemuDomainObjBeginJob(virDomainObj *vm)
{
    struct timespec then;

    clock_gettime(CLOCK_REALTIME, &then);
    then.tv_sec += 30;
    while (vm->jobActive) {
        if (pthread_cond_timedwait(&vm->jobCond, &vm->lock, &then) == ETIMEDOUT) {
            virReportError("cannot acquire state change lock\n");
            return -1;
        }
    }
    vm->jobActive = true;
    return 0;
}

static void qemuDomainObjEndJob(virDomainObj *vm)
{
    vm->jobActive = false;
    pthread_cond_signal(&vm->jobCond);
}

static virDomainDiskDef *virDomainDiskByName(virDomainDef *def, const char *path)
{
    for (size_t i = 0; i < def->ndisks; i++) {
        if (strcmp(def->disks[i]->dst, path) == 0)
            return def->disks[i];
    }
    virReportError("invalid path: %s\n", path);
    return NULL;
}

int qemuDomainBlockStats(virDomainObj *vm, const char *path, virDomainBlockStats *stats)
{
    virDomainDiskDef *disk;
    int ret = -1;

    pthread_mutex_lock(&vm->lock);
    if (!(disk = virDomainDiskByName(vm->def, path)))
        goto cleanup;
    if (qemuDomainObjBeginJob(vm) < 0)
        goto cleanup;
    ret = qemuMonitorGetBlockStatsInfo(vm->mon, disk->alias, stats); // EXPECT: toctou-stale-snapshot
    qemuDomainObjEndJob(vm);

cleanup:
    pthread_mutex_unlock(&vm->lock);
    return ret;
}

/* Upstream: the job first, then the look-up. From here on the job keeps the definition as it is. */
int qemuDomainBlockStatsFixed(virDomainObj *vm, const char *path, virDomainBlockStats *stats)
{
    virDomainDiskDef *disk;
    int ret = -1;

    pthread_mutex_lock(&vm->lock);
    if (qemuDomainObjBeginJob(vm) < 0)
        goto cleanup;
    if (!(disk = virDomainDiskByName(vm->def, path)))
        goto endjob;
    ret = qemuMonitorGetBlockStatsInfo(vm->mon, disk->alias, stats);

endjob:
    qemuDomainObjEndJob(vm);
cleanup:
    pthread_mutex_unlock(&vm->lock);
    return ret;
}

/* Rejects a wrong request without waiting for the job, then looks the disk up anew. */
int qemuDomainBlockResize(virDomainObj *vm, const char *path, unsigned long long size)
{
    int ret = -1;

    pthread_mutex_lock(&vm->lock);
    virDomainDiskDef *disk = virDomainDiskByName(vm->def, path);
    if (!disk || disk->readonly)
        goto cleanup;
    if (qemuDomainObjBeginJob(vm) < 0)
        goto cleanup;
    disk = virDomainDiskByName(vm->def, path);
    if (disk && !disk->readonly)
        ret = qemuMonitorBlockResize(vm->mon, disk->alias, size);
    qemuDomainObjEndJob(vm);

cleanup:
    pthread_mutex_unlock(&vm->lock);
    return ret;
}

int qemuDomainDetachDisk(virDomainObj *vm, size_t idx)
{
    int ret = -1;

    pthread_mutex_lock(&vm->lock);
    if (qemuDomainObjBeginJob(vm) == 0) {
        if (idx < vm->def->ndisks && qemuMonitorDelDevice(vm->mon, vm->def->disks[idx]->alias) == 0) {
            free(vm->def->disks[idx]->alias);
            free(vm->def->disks[idx]);
            vm->def->disks[idx] = vm->def->disks[--vm->def->ndisks];
            ret = 0;
        }
        qemuDomainObjEndJob(vm);
    }
    pthread_mutex_unlock(&vm->lock);
    return ret;
}
