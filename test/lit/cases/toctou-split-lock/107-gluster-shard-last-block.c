// source: gluster/glusterfs@4b6c13be7e6907a5768c7c4073c3f708d479df6f xlators/features/shard/src/shard.c (issue #1701)
// The shard context of an inode is read by accessors that lock one by one (four times in the function fixed
// upstream); block size and file size of two different lookups give a wrong last shard.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef pthread_mutex_t gf_lock_t;
#define LOCK(x) pthread_mutex_lock(x)
#define UNLOCK(x) pthread_mutex_unlock(x)

void gf_msg_debug(const char *domain, int errnum, const char *fmt, ...);
int shard_unlink_from(const char *gfid, uint64_t first, uint64_t last);

struct iatt {
  uint64_t ia_size;
  uint64_t ia_blocks;
};

typedef struct {
  uint64_t block_size; /* 0: not yet looked up */
  struct iatt stat;
} shard_inode_ctx_t;

typedef struct {
  gf_lock_t lock;
  char gfid[37]; /* given when the inode is linked, never changed */
  shard_inode_ctx_t ctx;
} inode_t;

/* Both come from one lookup answer. */
void shard_inode_ctx_set(inode_t *inode, const struct iatt *buf, uint64_t block_size) {
  LOCK(&inode->lock);
  inode->ctx.block_size = block_size;
  inode->ctx.stat = *buf;
  UNLOCK(&inode->lock);
}

int shard_inode_ctx_get_block_size(inode_t *inode, uint64_t *block_size) {
  int ret = -1;

  LOCK(&inode->lock);
  if (inode->ctx.block_size != 0) {
    *block_size = inode->ctx.block_size;
    ret = 0;
  }
  UNLOCK(&inode->lock);
  return ret;
}

uint64_t shard_inode_ctx_get_size(inode_t *inode) {
  uint64_t size;

  LOCK(&inode->lock);
  size = inode->ctx.stat.ia_size;
  UNLOCK(&inode->lock);
  return size;
}

static uint64_t shard_index(uint64_t offset, uint64_t block_size) { return offset / block_size; }

/* Called with inode->lock held. */
static uint64_t __shard_last_block(const inode_t *inode) {
  if (inode->ctx.block_size == 0)
    return 0;
  return shard_index(inode->ctx.stat.ia_size, inode->ctx.block_size);
}

int shard_truncate_tail(inode_t *inode, uint64_t offset) {
  uint64_t block_size = 0;
  uint64_t size, last;

  if (shard_inode_ctx_get_block_size(inode, &block_size) < 0)
    return -1;
  size = shard_inode_ctx_get_size(inode); // EXPECT: toctou-split-lock
  last = shard_index(size, block_size);
  return shard_unlink_from(inode->gfid, shard_index(offset, block_size) + 1, last);
}

int shard_truncate_tail_fixed(inode_t *inode, uint64_t offset) {
  uint64_t block_size, last;

  LOCK(&inode->lock);
  block_size = inode->ctx.block_size;
  last = __shard_last_block(inode);
  UNLOCK(&inode->lock);

  if (block_size == 0)
    return -1;
  return shard_unlink_from(inode->gfid, shard_index(offset, block_size) + 1, last);
}

/* Nothing but reports. */
void shard_inode_ctx_dump(inode_t *inode) {
  uint64_t block_size = 0;

  if (shard_inode_ctx_get_block_size(inode, &block_size) == 0)
    gf_msg_debug("shard", 0, "%s: block size %llu", inode->gfid, (unsigned long long)block_size);
  gf_msg_debug("shard", 0, "%s: size %llu", inode->gfid,
               (unsigned long long)shard_inode_ctx_get_size(inode));
}

/* Two files: the lock of one says nothing about the other. */
int shard_is_longer(inode_t *src, inode_t *dst) {
  uint64_t a = shard_inode_ctx_get_size(src);
  uint64_t b = shard_inode_ctx_get_size(dst);

  return a > b;
}

/* The name is fixed, only the size is read under the lock. */
int shard_remove_all(inode_t *inode, uint64_t block_size) {
  uint64_t size = shard_inode_ctx_get_size(inode);

  return shard_unlink_from(inode->gfid, 0, shard_index(size, block_size));
}
