// source: ROCm/MIOpen src/db.cpp MIOPEN_VALIDATE_LOCK (throws), and a port of it whose macro only logs "FAIL"
// unique_lock with a timeout on a lock file: a warning, or nothing at all, on time-out, and the record
// is read or rewritten while another process is in the middle of the same file.
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <sys/file.h>
#include <thread>

#define MIOPEN_LOG_E(msg) (std::cerr << "MIOpen(HIP): Error " << msg << '\n')

class LockFile {
public:
  explicit LockFile(int fd_) : fd(fd_) {}

  void lock() {
    mutex.lock();
    if (::flock(fd, LOCK_EX) != 0) {
      mutex.unlock();
      throw std::runtime_error("flock");
    }
  }

  template <class Rep, class Period> bool try_lock_for(std::chrono::duration<Rep, Period> d) {
    const auto deadline = std::chrono::steady_clock::now() + d;
    if (!mutex.try_lock_for(d))
      return false;
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      if (std::chrono::steady_clock::now() >= deadline) {
        mutex.unlock();
        return false;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return true;
  }

  void unlock() {
    ::flock(fd, LOCK_UN);
    mutex.unlock();
  }

private:
  int fd;
  std::timed_mutex mutex;
};

using exclusive_lock = std::unique_lock<LockFile>;

static std::chrono::seconds GetLockTimeout() { return std::chrono::seconds{60}; }

#define MIOPEN_REPORT_LOCK(lock)                      \
  do {                                                \
    if (!(lock))                                      \
      MIOPEN_LOG_E("Db lock has failed to lock.");    \
  } while (false)

#define MIOPEN_VALIDATE_LOCK(lock)                              \
  do {                                                          \
    if (!(lock))                                                \
      throw std::runtime_error("Db lock has failed to lock.");  \
  } while (false)

class Db {
public:
  Db(std::string filename_, int lock_fd) : filename(std::move(filename_)), lock_file(lock_fd) {}

  std::string FindRecord(const std::string &key) {
    const auto lock = exclusive_lock(lock_file, GetLockTimeout());
    MIOPEN_REPORT_LOCK(lock);
    return FindRecordUnsafe(key); // EXPECT: toctou-fail-open-lock
  }

  bool StoreRecord(const std::string &key, const std::string &value) {
    const exclusive_lock lock(lock_file, GetLockTimeout());
    return StoreRecordUnsafe(key, value); // EXPECT: toctou-fail-open-lock
  }

  std::string FindRecordChecked(const std::string &key) {
    const auto lock = exclusive_lock(lock_file, GetLockTimeout());
    MIOPEN_VALIDATE_LOCK(lock);
    return FindRecordUnsafe(key);
  }

  bool StoreRecordChecked(const std::string &key, const std::string &value) {
    const exclusive_lock lock(lock_file, GetLockTimeout());
    MIOPEN_VALIDATE_LOCK(lock);
    return StoreRecordUnsafe(key, value);
  }

  // No time-out: the constructor blocks.
  bool Remove(const std::string &key) {
    const exclusive_lock lock(lock_file);
    return StoreRecordUnsafe(key, "");
  }

private:
  std::string FindRecordUnsafe(const std::string &key) {
    std::ifstream file(filename);
    std::string line, found;
    while (std::getline(file, line))
      if (line.rfind(key + '=', 0) == 0)
        found = line.substr(key.size() + 1);
    return found;
  }

  bool StoreRecordUnsafe(const std::string &key, const std::string &value) {
    std::ofstream file(filename, std::ios::app);
    file << key << '=' << value << '\n';
    return file.good();
  }

  std::string filename;
  LockFile lock_file;
};
