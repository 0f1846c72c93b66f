// source: bitcoin/bitcoin#30200 src/rpc/mining.cpp getblocktemplate ("for long polls it's updated after
// the wait"). The tip hash is taken at the top; a long poll then waits for a new block, and the template
// is built on the block that has just been superseded.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

using uint256 = std::string;

struct CBlockTemplate {
  uint256 prev;
  int64_t fees = 0;
};

std::mutex cs_main;
uint256 g_active_tip; // guarded by cs_main

std::mutex g_best_block_mutex;
std::condition_variable g_best_block_cv;
uint256 g_best_block; // guarded by g_best_block_mutex

bool IsRPCRunning();

class CTxMemPool {
public:
  unsigned int GetTransactionsUpdated() const {
    std::lock_guard<std::mutex> lock(cs);
    return nTransactionsUpdated;
  }
  void AddTransactionsUpdated(unsigned int n) {
    std::lock_guard<std::mutex> lock(cs);
    nTransactionsUpdated += n;
  }

private:
  mutable std::mutex cs;
  unsigned int nTransactionsUpdated = 0;
};

class Miner {
public:
  uint256 getTipHash() const {
    std::lock_guard<std::mutex> lock(cs_main);
    return g_active_tip;
  }
  std::unique_ptr<CBlockTemplate> createNewBlock(const uint256 &prev);
};

void BlockConnected(const uint256 &hash) {
  {
    std::lock_guard<std::mutex> lock(cs_main);
    g_active_tip = hash;
  }
  {
    std::lock_guard<std::mutex> lock(g_best_block_mutex);
    g_best_block = hash;
  }
  g_best_block_cv.notify_all();
}

// Returns when another block than `watched` is the best one, or when the mempool has changed after a minute.
static void WaitForNewWork(const uint256 &watched, const CTxMemPool &mempool) {
  const unsigned int updatedLast = mempool.GetTransactionsUpdated();
  auto checktxtime = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  std::unique_lock<std::mutex> lock(g_best_block_mutex);
  while (g_best_block == watched && IsRPCRunning()) {
    if (g_best_block_cv.wait_until(lock, checktxtime) == std::cv_status::timeout) {
      if (mempool.GetTransactionsUpdated() != updatedLast)
        break;
      checktxtime += std::chrono::seconds(10);
    }
  }
}

std::unique_ptr<CBlockTemplate> getblocktemplate(Miner &miner, const CTxMemPool &mempool,
                                                 const std::string &longpollid) {
  const uint256 tip = miner.getTipHash();
  if (tip.empty())
    throw std::runtime_error("no chain");
  if (!longpollid.empty()) {
    WaitForNewWork(longpollid.substr(0, 64), mempool);
    if (!IsRPCRunning())
      throw std::runtime_error("Shutting down");
  }
  auto tmpl = miner.createNewBlock(tip); // EXPECT: toctou-stale-snapshot
  if (!tmpl)
    throw std::runtime_error("Out of memory");
  return tmpl;
}

std::unique_ptr<CBlockTemplate> getblocktemplate_fixed(Miner &miner, const CTxMemPool &mempool,
                                                       const std::string &longpollid) {
  uint256 tip = miner.getTipHash();
  if (tip.empty())
    throw std::runtime_error("no chain");
  if (!longpollid.empty()) {
    WaitForNewWork(longpollid.substr(0, 64), mempool);
    if (!IsRPCRunning())
      throw std::runtime_error("Shutting down");
    tip = miner.getTipHash(); // the wait was for this to change
  }
  auto tmpl = miner.createNewBlock(tip);
  if (!tmpl)
    throw std::runtime_error("Out of memory");
  return tmpl;
}

// The block from before the wait is only what the new one must differ from.
uint256 waitfornewblock(std::chrono::milliseconds timeout) {
  std::unique_lock<std::mutex> lock(g_best_block_mutex);
  const uint256 block = g_best_block;
  g_best_block_cv.wait_for(lock, timeout, [&block] { return g_best_block != block || !IsRPCRunning(); });
  return g_best_block;
}
