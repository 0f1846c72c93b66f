// RUN: %check_toctou %s toctou-split-lock %t
//
// Two sections of one lock in one function become one, where nothing in
// between depends on the second read coming later.
#include <memory>
#include <mutex>
#include <vector>

class Ring {
public:
  void set(unsigned first, unsigned last) {
    std::lock_guard<std::mutex> guard(mutex_);
    first_ = first;
    last_ = last;
  }
  unsigned scopes();
  unsigned declared();
  unsigned pairs();
  unsigned busy();
  unsigned guarded();
  void refresh();

private:
  std::mutex mutex_;
  unsigned first_ = 0;
  unsigned last_ = 0;
};

unsigned Ring::scopes() {
  unsigned first, last;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    first = first_;
  }
  if (first == 0)
    return 0;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    last = last_;
  }
  return last - first;
}
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: `last_` is paired with `first_`
// CHECK-FIXES-LABEL: unsigned Ring::scopes() {
// CHECK-FIXES-NEXT:  unsigned first, last;
// CHECK-FIXES-NEXT:  {
// CHECK-FIXES-NEXT:    std::lock_guard<std::mutex> guard(mutex_);
// CHECK-FIXES-NEXT:    first = first_;
// CHECK-FIXES-NEXT:    last = last_;
// CHECK-FIXES-NEXT:  }
// CHECK-FIXES-NEXT:  if (first == 0)
// CHECK-FIXES-NEXT:    return 0;
// CHECK-FIXES-NEXT:  return last - first;

unsigned Ring::declared() {
  unsigned first;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    first = first_;
  }
  unsigned last = 0;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    last = last_;
  }
  return last - first;
}
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: `last_` is paired with `first_`
// CHECK-FIXES-LABEL: unsigned Ring::declared() {
// CHECK-FIXES-NEXT:  unsigned first;
// CHECK-FIXES-NEXT:  unsigned last = 0;
// CHECK-FIXES-NEXT:  {
// CHECK-FIXES-NEXT:    std::lock_guard<std::mutex> guard(mutex_);
// CHECK-FIXES-NEXT:    first = first_;
// CHECK-FIXES-NEXT:    last = last_;
// CHECK-FIXES-NEXT:  }
// CHECK-FIXES-NEXT:  return last - first;

unsigned Ring::pairs() {
  mutex_.lock();
  unsigned first = first_;
  mutex_.unlock();

  mutex_.lock();
  unsigned last = last_;
  mutex_.unlock();

  return last - first;
}
// CHECK-MESSAGES: :[[@LINE-5]]:{{.*}} warning: `last_` is paired with `first_`
// CHECK-FIXES-LABEL: unsigned Ring::pairs() {
// CHECK-FIXES-NEXT:  mutex_.lock();
// CHECK-FIXES-NEXT:  unsigned first = first_;
// CHECK-FIXES-NEXT:  unsigned last = last_;
// CHECK-FIXES-NEXT:  mutex_.unlock();
// CHECK-FIXES-EMPTY:
// CHECK-FIXES-NEXT:  return last - first;

// The call in between may be what changes it: only words.
unsigned Ring::busy() {
  unsigned first, last;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    first = first_;
  }
  refresh();
  {
    std::lock_guard<std::mutex> guard(mutex_);
    last = last_;
  }
  return last - first;
}
// CHECK-MESSAGES: :[[@LINE-4]]:{{.*}} warning: `last_` is paired with `first_`
// CHECK-FIXES-LABEL: unsigned Ring::busy() {
// CHECK-FIXES:         refresh();
// CHECK-FIXES-NEXT:  {
// CHECK-FIXES-NEXT:    std::lock_guard<std::mutex> guard(mutex_);
// CHECK-FIXES-NEXT:    last = last_;

#define LAST_UNDER_LOCK(To)                                                    \
  {                                                                            \
    std::lock_guard<std::mutex> guard(mutex_);                                 \
    To = last_;                                                                \
  }

// Nothing inside a macro is edited.
unsigned Ring::guarded() {
  unsigned first, last;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    first = first_;
  }
  LAST_UNDER_LOCK(last)
  return last - first;
}
// CHECK-MESSAGES: :[[@LINE-3]]:{{.*}} warning: `last_` is paired with `first_`
// CHECK-FIXES-LABEL: unsigned Ring::guarded() {
// CHECK-FIXES:         LAST_UNDER_LOCK(last)
