// source: facebook/rocksdb#15111 db/error_handler.cc ErrorHandler::RecoverFromRetryableBGIOError
// The recovery plan is copied once before the retry loop; while the loop waits, a second error escalates
// the plan, and the next attempt still runs the light-weight one.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace ROCKSDB_NAMESPACE {

class Status {
public:
  bool ok() const { return code_ == 0; }
  const char *ToString() const;

private:
  int code_ = 0;
};

enum class FlushReason { kErrorRecoveryRetryFlush, kErrorRecovery };

struct RecoveryPlan {
  FlushReason flush_reason = FlushReason::kErrorRecoveryRetryFlush;
  bool switch_wal = false;
};

class DBImpl {
public:
  Status ResumeImpl(const RecoveryPlan &plan); // REQUIRES: mutex held
};

class ErrorHandler {
public:
  ErrorHandler(DBImpl *db, std::mutex *db_mutex, int max_retries)
      : db_(db), db_mutex_(db_mutex), max_retries_(max_retries) {}

  void SetBGError(FlushReason reason, bool wal_dirty) {
    std::lock_guard<std::mutex> l(*db_mutex_);
    ++error_seq_;
    recovery_plan_.flush_reason = reason;
    recovery_plan_.switch_wal = recovery_plan_.switch_wal || wal_dirty;
  }

  void Recover();
  void RecoverFixed();
  bool WaitForQuiet(std::chrono::milliseconds quiet);
  void EndAutoRecovery();

private:
  DBImpl *const db_;
  std::mutex *const db_mutex_;
  const int max_retries_;
  std::condition_variable cv_;
  bool end_recovery_ = false;
  uint64_t error_seq_ = 0;
  RecoveryPlan recovery_plan_;
  std::unique_ptr<std::thread> recovery_thread_;
};

void ErrorHandler::Recover() {
  std::unique_lock<std::mutex> l(*db_mutex_);
  const RecoveryPlan plan = recovery_plan_;
  int retries = max_retries_;
  while (!end_recovery_ && retries-- > 0) {
    Status s = db_->ResumeImpl(plan); // EXPECT: toctou-stale-snapshot
    if (s.ok())
      return;
    std::fprintf(stderr, "resume failed: %s, %d retries left\n", s.ToString(), retries);
    cv_.wait_for(l, std::chrono::seconds(1), [this] { return end_recovery_; });
  }
}

// Upstream: every attempt makes its plan from what the errors so far demand.
void ErrorHandler::RecoverFixed() {
  std::unique_lock<std::mutex> l(*db_mutex_);
  int retries = max_retries_;
  while (!end_recovery_ && retries-- > 0) {
    const RecoveryPlan plan = recovery_plan_;
    Status s = db_->ResumeImpl(plan);
    if (s.ok())
      return;
    std::fprintf(stderr, "resume failed: %s, %d retries left\n", s.ToString(), retries);
    cv_.wait_for(l, std::chrono::seconds(1), [this] { return end_recovery_; });
  }
}

// The old number is wanted: it is compared with the present one.
bool ErrorHandler::WaitForQuiet(std::chrono::milliseconds quiet) {
  std::unique_lock<std::mutex> l(*db_mutex_);
  const uint64_t seq = error_seq_;
  cv_.wait_for(l, quiet, [this] { return end_recovery_; });
  return seq == error_seq_;
}

// The thread object is moved out first, so it is ours while the mutex is away.
void ErrorHandler::EndAutoRecovery() {
  std::unique_lock<std::mutex> l(*db_mutex_);
  end_recovery_ = true;
  cv_.notify_all();
  std::unique_ptr<std::thread> old = std::move(recovery_thread_);
  l.unlock();
  if (old && old->joinable())
    old->join();
  l.lock();
  end_recovery_ = false;
}

} // namespace ROCKSDB_NAMESPACE
