// source: juce-framework/JUCE#1102 (ScopedTryLock in the CoreAudio callback), youtube/cobalt#6297, alibaba/sentinel-cpp#22
// Mostly look-alikes: an audio thread must not block, so it tries, and is silent for one buffer when it
// fails. The only bad one made the lock a try lock and left out isLocked().
#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace juce {
class CriticalSection {
public:
  void enter() const noexcept;
  bool tryEnter() const noexcept;
  void exit() const noexcept;
};
class ScopedLock {
public:
  explicit ScopedLock(const CriticalSection &lock) noexcept;
  ~ScopedLock() noexcept;
};
class ScopedTryLock {
public:
  explicit ScopedTryLock(const CriticalSection &lock) noexcept;
  ~ScopedTryLock() noexcept;
  bool isLocked() const noexcept;
};
} // namespace juce

struct Voice {
  float phase = 0, step = 0;
};

class Sampler {
public:
  void addVoice(Voice v) {
    const juce::ScopedLock sl(lock);
    voices.push_back(v);
  }

  void renderHalfFixed(float *out, int n) {
    const juce::ScopedTryLock sl(lock);
    mix(voices, out, n); // EXPECT: toctou-fail-open-lock
  }

  void render(float *out, int n) {
    const juce::ScopedTryLock sl(lock);
    if (!sl.isLocked()) {
      std::fill(out, out + n, 0.0f);
      return;
    }
    mix(voices, out, n);
  }

  void renderBranch(float *out, int n) {
    const juce::ScopedTryLock sl(lock);
    if (sl.isLocked())
      mix(voices, out, n);
    else
      std::fill(out, out + n, 0.0f);
  }

private:
  static void mix(std::vector<Voice> &vs, float *out, int n) {
    for (auto &v : vs)
      for (int i = 0; i < n; ++i)
        out[i] += (v.phase += v.step);
  }

  juce::CriticalSection lock;
  std::vector<Voice> voices;
};

class AudioRenderer {
public:
  void setGains(std::vector<float> g) {
    std::lock_guard<std::mutex> lk(mutex_);
    gains_ = std::move(g);
  }

  // The callback keeps a copy of its own for the buffers for which the lock was busy.
  void consume(float *out, size_t n) {
    if (std::unique_lock lk(mutex_, std::try_to_lock); lk.owns_lock())
      last_ = gains_;
    else
      underruns_.fetch_add(1, std::memory_order_relaxed);
    for (size_t i = 0; i < n && !last_.empty(); ++i)
      out[i] *= last_[i % last_.size()];
  }

  // Offline rendering may wait: the try is only there to count contention.
  float peak() {
    std::unique_lock<std::mutex> lk(mutex_, std::try_to_lock);
    if (!lk) {
      contended_.fetch_add(1, std::memory_order_relaxed);
      lk.lock();
    }
    float m = 0;
    for (float g : gains_)
      m = std::max(m, g);
    return m;
  }

  // std::try_lock answers -1 when it has them all.
  bool swapWith(AudioRenderer &other) {
    if (std::try_lock(mutex_, other.mutex_) != -1)
      return false;
    std::scoped_lock both(std::adopt_lock, mutex_, other.mutex_);
    gains_.swap(other.gains_);
    return true;
  }

private:
  std::mutex mutex_;
  std::vector<float> gains_;
  std::vector<float> last_; // audio thread only
  std::atomic<unsigned> underruns_{0}, contended_{0};
};
