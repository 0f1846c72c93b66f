// RUN: %check_toctou %s toctou-split-lock %t
//
// A count that bounds an index, values held through a pointer, parts of copies.
#include <cstdio>
#include <mutex>
#include <vector>

void print_information(const char *format, ...);

struct Part {
  void save();
};

class Queue {
public:
  unsigned count() const {
    std::lock_guard<std::mutex> guard(m_);
    return parts_.size();
  }
  Part *at(unsigned i) const {
    std::lock_guard<std::mutex> guard(m_);
    if (i < parts_.size())
      return parts_[i];
    return nullptr;
  }
  Part *unchecked(unsigned i) const {
    std::lock_guard<std::mutex> guard(m_);
    return parts_[i];
  }
  void drop() {
    std::lock_guard<std::mutex> guard(m_);
    parts_.pop_back();
  }

  void saveUncheckedBad() {
    for (unsigned i = 0; i < count(); ++i)
      unchecked(i)->save();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `unchecked()` is paired with `count()`
  }

  // The second section looks again, and nobody looks at what it found.
  void saveBad() {
    for (unsigned i = 0; i < count(); ++i)
      at(i)->save();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `at()` is paired with `count()`
  }

  void saveOk() {
    for (unsigned i = 0; i < count(); ++i)
      if (Part *part = at(i))
        part->save();
  }

  // Each turn looks again; no value crosses the gap.
  void dropAllOk() {
    std::unique_lock<std::mutex> guard(m_);
    while (!parts_.empty()) {
      Part *last = *parts_.begin();
      parts_.erase(parts_.begin());
      guard.unlock();
      last->save();
      guard.lock();
    }
  }

private:
  mutable std::mutex m_;
  std::vector<Part *> parts_;
};

struct Id {
  long ledger = -1, entry = -1;
  bool operator>(const Id &o) const {
    return ledger != o.ledger ? ledger > o.ledger : entry > o.entry;
  }
};

struct Block {
  int height;
};

class Chain {
public:
  void connect(const Block *tip, int coins, Id id) {
    std::lock_guard<std::mutex> guard(m_);
    tip_ = tip;
    coins_ = coins;
    first_ = id;
    last_ = id;
  }
  const Block *tip() const {
    std::lock_guard<std::mutex> guard(m_);
    return tip_;
  }
  int coins() const {
    std::lock_guard<std::mutex> guard(m_);
    return coins_;
  }
  Id first() const {
    std::lock_guard<std::mutex> guard(m_);
    return first_;
  }
  Id last() const {
    std::lock_guard<std::mutex> guard(m_);
    return last_;
  }

  int throughAPointerBad() const {
    int coins = this->coins();
    const Block *tip = this->tip();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `tip()` is paired with `coins()`
    return coins + tip->height;
  }

  bool partsOfCopiesBad() const {
    Id first = this->first();
    Id last = this->last();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `last()` is paired with `first()`
    return last > first;
  }

  int chosenBad(bool wanted) const {
    int coins = 0;
    if (wanted)
      coins = this->coins();
    const Block *tip = this->tip();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `tip()` is paired with `coins()`
    return coins + tip->height;
  }

  void printedOk(FILE *out) const {
    std::fprintf(out, "%d of %d\n", tip()->height, coins());
    print_information("%ld %ld", first().ledger, last().ledger);
  }

private:
  mutable std::mutex m_;
  const Block *tip_ = nullptr;
  int coins_ = 0;
  Id first_, last_;
};

// The body of the getter stands below its use.

class Later {
public:
  unsigned count() const;
  Part *at(unsigned i) const;
  void saveBad();
  void drop();

private:
  mutable std::mutex m_;
  std::vector<Part *> parts_;
};

void Later::saveBad() {
  for (unsigned i = 0; i < count(); ++i)
    at(i)->save();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `at()` is paired with `count()`
}

unsigned Later::count() const {
  std::lock_guard<std::mutex> guard(m_);
  return parts_.size();
}

Part *Later::at(unsigned index) const {
  std::lock_guard<std::mutex> guard(m_);
  return index < parts_.size() ? parts_[index] : nullptr;
}

void Later::drop() {
  std::lock_guard<std::mutex> guard(m_);
  parts_.pop_back();
}
