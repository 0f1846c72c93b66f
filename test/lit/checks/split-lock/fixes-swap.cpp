// RUN: %check_toctou %s toctou-split-lock %t
//
// The status is read before the data that it describes, where the writer
// finishes the data first and nothing depends on the order of the reads.
#include <mutex>

class Output {
public:
  void add(unsigned lines) {
    std::lock_guard<std::mutex> guard(mutex_);
    lines_ += lines;
  }
  unsigned lines() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return lines_;
  }

private:
  mutable std::mutex mutex_;
  unsigned lines_ = 0;
};

class Job {
public:
  unsigned lines() const { return output_.lines(); }
  bool finished() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return finished_;
  }
  // The lines are whole before the job counts as finished.
  void finish(unsigned last) {
    output_.add(last);
    std::lock_guard<std::mutex> guard(mutex_);
    finished_ = true;
  }

private:
  Output output_;
  mutable std::mutex mutex_;
  bool finished_ = false;
};

struct Answer {
  unsigned lines;
  bool finished;
};

Answer swapped(const Job &job) {
  unsigned lines = job.lines();
  bool finished = job.finished();
  return {lines, finished};
}
// CHECK-MESSAGES: :[[@LINE-3]]:{{.*}} warning: `finished()` is paired with `lines()`
// CHECK-FIXES-LABEL: Answer swapped(
// CHECK-FIXES-NEXT:  bool finished = job.finished();
// CHECK-FIXES-NEXT:  unsigned lines = job.lines();
// CHECK-FIXES-NEXT:  return {lines, finished};

void announce();

// What happens in between may be what ends the job: only words.
Answer acted(const Job &job) {
  unsigned lines = job.lines();
  announce();
  bool finished = job.finished();
  return {lines, finished};
}
// CHECK-MESSAGES: :[[@LINE-3]]:{{.*}} warning: `finished()` is paired with `lines()`
// CHECK-FIXES-LABEL: Answer acted(
// CHECK-FIXES-NEXT:  unsigned lines = job.lines();
// CHECK-FIXES-NEXT:  announce();
// CHECK-FIXES-NEXT:  bool finished = job.finished();

class Hasty {
public:
  unsigned lines() const { return output_.lines(); }
  bool finished() const {
    std::lock_guard<std::mutex> guard(mutex_);
    return finished_;
  }
  // Here the status comes first: neither order of reads is right.
  void finish(unsigned last) {
    {
      std::lock_guard<std::mutex> guard(mutex_);
      finished_ = true;
    }
    output_.add(last);
  }

private:
  Output output_;
  mutable std::mutex mutex_;
  bool finished_ = false;
};

Answer hasty(const Hasty &job) {
  unsigned lines = job.lines();
  bool finished = job.finished();
  return {lines, finished};
}
// CHECK-MESSAGES: :[[@LINE-3]]:{{.*}} warning: `finished()` is paired with `lines()`
// CHECK-FIXES-LABEL: Answer hasty(
// CHECK-FIXES-NEXT:  unsigned lines = job.lines();
// CHECK-FIXES-NEXT:  bool finished = job.finished();
