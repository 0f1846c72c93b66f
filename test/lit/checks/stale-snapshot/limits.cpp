// RUN: %check_toctou %s toctou-stale-snapshot %t
//
// Known gaps, as they are today. docs/limits.md names each.
#include <mutex>
#include <unistd.h>
#include <vector>

// Only declared: nobody knows that the getter locks.
class Declared {
public:
  int fd() const;
};
void onlyDeclaredBadFN(const Declared &link) {
  int fd = link.fd();
  sleep(1);
  close(fd);
}

struct Peer {
  int sent = 0;
};

class Peers {
public:
  void add(Peer *peer) {
    std::lock_guard<std::mutex> guard(mutex_);
    peers_.push_back(peer);
  }
  void drop() {
    std::lock_guard<std::mutex> guard(mutex_);
    delete peers_.back();
    peers_.pop_back();
  }
  // A copied list that is worked through counts as owned, whatever it holds.
  void copiedListBadFN() {
    std::vector<Peer *> all;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      all = peers_;
    }
    for (Peer *peer : all) {
      ++peer->sent;
      sleep(1);
    }
  }

private:
  std::mutex mutex_;
  std::vector<Peer *> peers_;
};

void acts(int fd);
class Unknown {
public:
  void set(int fd) {
    std::lock_guard<std::mutex> guard(mutex_);
    fd_ = fd;
  }
  // What an unknown function does with it is not guessed.
  void unknownActBadFN() {
    int fd;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      fd = fd_;
    }
    sleep(1);
    acts(fd);
  }

private:
  std::mutex mutex_;
  int fd_ = -1;
};
