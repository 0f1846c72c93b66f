// RUN: %check_toctou %s toctou-split-lock %t
//
// Clang's thread-safety attributes say what only declared locks and guards do.
#define CAPABILITY(X) __attribute__((capability(X)))
#define SCOPED __attribute__((scoped_lockable))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define GUARDED_BY(X) __attribute__((guarded_by(X)))

class CAPABILITY("mutex") Latch {
public:
  void enter() ACQUIRE();
  void leave() RELEASE();
};

class SCOPED Hold {
public:
  explicit Hold(Latch &latch) ACQUIRE(latch);
  ~Hold() RELEASE();
};

class Range {
public:
  void move(int by) {
    Hold hold(latch_);
    low_ += by;
    high_ += by;
  }
  int low() {
    Hold hold(latch_);
    return low_;
  }
  int high() {
    latch_.enter();
    int copy = high_;
    latch_.leave();
    return copy;
  }
  int widthBad() {
    int low = this->low();
    return high() - low;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `high()` is paired with `low()`
  }
  // The caller holds the lock.
  int widthOk() REQUIRES(latch_) { return high_ - low_; }
  int calledWithTheLockOk() {
    Hold hold(latch_);
    return widthOk();
  }

private:
  Latch latch_;
  int low_ GUARDED_BY(latch_) = 0;
  int high_ GUARDED_BY(latch_) = 0;
};
