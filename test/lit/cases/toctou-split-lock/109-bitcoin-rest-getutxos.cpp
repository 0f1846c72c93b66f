// source: bitcoin/bitcoin#25077, bitcoin/bitcoin#11596 src/rest.cpp rest_getutxos
// Which outputs are unspent is found out in one section of cs_main, the tip that the answer names is read in another;
// a block connected in between makes an answer for the wrong chain. Fixed by taking the tip in the first section.
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#define EXCLUSIVE_LOCKS_REQUIRED(...) __attribute__((exclusive_locks_required(__VA_ARGS__)))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))

class __attribute__((lockable)) RecursiveMutex : public std::recursive_mutex {};

#define LOCK(cs) std::unique_lock<RecursiveMutex> criticalblock(cs)
#define WITH_LOCK(cs, code) ([&]() -> decltype(auto) { LOCK(cs); code; }())

RecursiveMutex cs_main;

using uint256 = std::string;
using COutPoint = std::pair<uint256, uint32_t>;

// Never changed once it is in the index.
struct CBlockIndex {
  const int nHeight;
  const uint256 hash;
};

struct BlockRef {
  int height = -1;
  uint256 hash;
};

struct UtxoAnswer {
  std::vector<bool> hits;
  int height = -1;
  uint256 tip;
};

void LogPrintf(const char* fmt, ...);

class ChainstateManager {
 public:
  void ConnectTip(const CBlockIndex* index, const std::vector<COutPoint>& spent, const std::vector<COutPoint>& made) {
    LOCK(cs_main);
    for (const auto& out : spent) m_coins.erase(out);
    for (const auto& out : made) m_coins[out] = index->nHeight;
    m_tip = index;
    m_height = index->nHeight;
    m_tip_hash = index->hash;
  }

  bool HaveCoin(const COutPoint& out) const EXCLUSIVE_LOCKS_REQUIRED(cs_main) { return m_coins.count(out) != 0; }
  const CBlockIndex* ActiveTip() const EXCLUSIVE_LOCKS_REQUIRED(cs_main) { return m_tip; }

  int ActiveHeight() const { return WITH_LOCK(cs_main, return m_height); }
  uint256 ActiveTipHash() const { return WITH_LOCK(cs_main, return uint256(m_tip_hash)); }

 private:
  std::map<COutPoint, int> m_coins GUARDED_BY(cs_main);
  const CBlockIndex* m_tip GUARDED_BY(cs_main) = nullptr;
  int m_height GUARDED_BY(cs_main) = -1;
  uint256 m_tip_hash GUARDED_BY(cs_main);
};

UtxoAnswer rest_getutxos(const ChainstateManager& chainman, const std::vector<COutPoint>& outpoints) {
  UtxoAnswer answer;
  {
    LOCK(cs_main);
    for (const auto& out : outpoints) answer.hits.push_back(chainman.HaveCoin(out));
  }
  const CBlockIndex* tip = WITH_LOCK(cs_main, return chainman.ActiveTip());  // EXPECT: toctou-split-lock
  answer.height = tip->nHeight;
  answer.tip = tip->hash;
  return answer;
}

UtxoAnswer rest_getutxos_fixed(const ChainstateManager& chainman, const std::vector<COutPoint>& outpoints) {
  UtxoAnswer answer;
  const CBlockIndex* tip;
  {
    LOCK(cs_main);
    for (const auto& out : outpoints) answer.hits.push_back(chainman.HaveCoin(out));
    tip = chainman.ActiveTip();
  }
  answer.height = tip->nHeight;
  answer.tip = tip->hash;
  return answer;
}

// What the mining thread builds on.
BlockRef best_block(const ChainstateManager& chainman) {
  BlockRef best;
  best.height = chainman.ActiveHeight();
  best.hash = chainman.ActiveTipHash();  // EXPECT: toctou-split-lock
  return best;
}

BlockRef best_block_fixed(const ChainstateManager& chainman) {
  LOCK(cs_main);
  BlockRef best;
  best.height = chainman.ActiveHeight();
  best.hash = chainman.ActiveTipHash();
  return best;
}

// The caller is in the section.
BlockRef best_block_locked(const ChainstateManager& chainman) EXCLUSIVE_LOCKS_REQUIRED(cs_main) {
  return BlockRef{chainman.ActiveHeight(), chainman.ActiveTipHash()};
}

// One read; height and hash of an index entry are constants.
BlockRef best_from_index(const ChainstateManager& chainman) {
  const CBlockIndex* tip = WITH_LOCK(cs_main, return chainman.ActiveTip());
  return tip ? BlockRef{tip->nHeight, tip->hash} : BlockRef{};
}

void log_tip(const ChainstateManager& chainman) {
  LogPrintf("new best=%s height=%d\n", chainman.ActiveTipHash().c_str(), chainman.ActiveHeight());
}
