// source: microsoft/CCF#1288, microsoft/CCF#2103 src/kv/store.h (a transaction id taken in the middle of a rollback)
// Version and term of the store are read by two self-locking getters and paired into one transaction id; a
// rollback in between gives a (term, version) that was never valid. Fixed by a getter for the whole id.
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace ccf::pal {
// Spin lock for enclaves.
class Mutex {
  std::atomic_flag flag = ATOMIC_FLAG_INIT;

public:
  void lock() {
    while (flag.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  void unlock() { flag.clear(std::memory_order_release); }
};
} // namespace ccf::pal

namespace ccf::kv {
using Version = uint64_t;
using Term = uint64_t;

struct TxID {
  Term term = 0;
  Version version = 0;
};

class Store {
  mutable ccf::pal::Mutex version_lock;
  Version version = 0;
  Term term_of_next_version = 0;
  uint64_t rollback_count = 0;

  // version_lock is held by the caller.
  TxID current_txid_unsafe() const { return {term_of_next_version, version}; }

public:
  Version current_version() const {
    std::lock_guard<ccf::pal::Mutex> vguard(version_lock);
    return version;
  }

  Term current_term() const {
    std::lock_guard<ccf::pal::Mutex> vguard(version_lock);
    return term_of_next_version;
  }

  uint64_t rollbacks() const {
    std::lock_guard<ccf::pal::Mutex> vguard(version_lock);
    return rollback_count;
  }

  TxID current_txid() const {
    std::lock_guard<ccf::pal::Mutex> vguard(version_lock);
    return current_txid_unsafe();
  }

  void commit(Version v) {
    std::lock_guard<ccf::pal::Mutex> vguard(version_lock);
    if (v > version)
      version = v;
  }

  void rollback(const TxID &to, Term next_term) {
    std::lock_guard<ccf::pal::Mutex> vguard(version_lock);
    version = to.version;
    term_of_next_version = next_term;
    ++rollback_count;
  }
};

class History {
  const Store &store;
  std::vector<TxID> signed_at;

public:
  explicit History(const Store &s) : store(s) {}

  void emit_signature() {
    const auto v = store.current_version();
    const auto t = store.current_term(); // EXPECT: toctou-split-lock
    signed_at.push_back(TxID{t, v});
  }

  void emit_signature_fixed() { signed_at.push_back(store.current_txid()); }

  // The rollback counter tells whether the two reads belong to one history.
  TxID optimistic_txid() const {
    for (;;) {
      const auto before = store.rollbacks();
      const auto v = store.current_version();
      const auto t = store.current_term();
      if (store.rollbacks() == before)
        return {t, v};
    }
  }
};

// A backup and the store it was copied from: two objects, each with a lock of its own.
uint64_t replication_lag(const Store &primary, const Store &backup) {
  const auto head = primary.current_version();
  const auto tail = backup.current_version();
  return head > tail ? head - tail : 0;
}

// A store that nobody else can see yet.
TxID replay(const std::vector<Version> &versions, Term term) {
  Store scratch;
  scratch.rollback(TxID{}, term);
  for (auto v : versions)
    scratch.commit(v);
  const auto v = scratch.current_version();
  return TxID{scratch.current_term(), v};
}

} // namespace ccf::kv
