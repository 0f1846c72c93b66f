// source: zcash/zcash#2201 src/rpc/blockchain.cpp mempoolInfoToJSON (size() and GetTotalTxSize() lock one by one)
// The number of transactions and their total size come from two self-locking accessors and are divided; a block
// that empties the pool in between skews the mean. Asked for upstream: one lock over the whole query.
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>

class CCriticalSection : public std::recursive_mutex {};

class CCriticalBlock {
  std::unique_lock<CCriticalSection> lock;

public:
  explicit CCriticalBlock(CCriticalSection &cs) : lock(cs) {}
};

#define LOCK(cs) CCriticalBlock criticalblock(cs)

void LogPrint(const char *category, const char *fmt, ...);

struct CTxMemPoolEntry {
  uint64_t nTxSize = 0;
};

class CTxMemPool {
  std::map<std::string, CTxMemPoolEntry> mapTx;
  uint64_t totalTxSize = 0;
  const uint64_t nMinRelayFee;

public:
  mutable CCriticalSection cs;

  explicit CTxMemPool(uint64_t minRelayFee) : nMinRelayFee(minRelayFee) {}

  void addUnchecked(const std::string &hash, const CTxMemPoolEntry &entry) {
    LOCK(cs);
    mapTx[hash] = entry;
    totalTxSize += entry.nTxSize;
  }

  void clear() {
    LOCK(cs);
    mapTx.clear();
    totalTxSize = 0;
  }

  unsigned long size() const {
    LOCK(cs);
    return mapTx.size();
  }

  uint64_t GetTotalTxSize() const {
    LOCK(cs);
    return totalTxSize;
  }

  uint64_t GetMinRelayFee() const { return nMinRelayFee; }
};

// Used by the fee estimator: how many bytes a typical transaction of the pool takes.
uint64_t MeanTxSize(const CTxMemPool &pool) {
  const unsigned long n = pool.size();
  if (n == 0)
    return 0;
  return pool.GetTotalTxSize() / n; // EXPECT: toctou-split-lock
}

// The section is recursive: the two accessors run inside the caller's one.
uint64_t MeanTxSizeFixed(const CTxMemPool &pool) {
  LOCK(pool.cs);
  const unsigned long n = pool.size();
  if (n == 0)
    return 0;
  return pool.GetTotalTxSize() / n;
}

// The relay fee is a constant of the pool.
uint64_t FloorFee(const CTxMemPool &pool) { return pool.GetTotalTxSize() * pool.GetMinRelayFee() / 1000; }

// The transparent pool and the pool of pending orphans share nothing.
unsigned long KnownTransactions(const CTxMemPool &pool, const CTxMemPool &orphans) {
  const unsigned long known = pool.size();
  return known + orphans.size();
}

void LogPoolState(const CTxMemPool &pool) {
  LogPrint("mempool", "%lu transactions, %llu bytes\n", pool.size(),
           static_cast<unsigned long long>(pool.GetTotalTxSize()));
}
