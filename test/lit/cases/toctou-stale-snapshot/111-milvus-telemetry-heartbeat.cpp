// source: milvus-io/milvus-sdk-cpp#601 (issues 587, 588) src/impl/ClientTelemetry.cpp heartbeat thread
// One bad shape: the switch is copied before the thread sleeps, so a heartbeat goes out although
// telemetry was turned off meanwhile. The rest of the loop's values are rightly from before the wait.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace milvus {

struct TelemetryConfig {
  bool enabled = true;
  double sampling_rate = 1.0;
};

struct Sample {
  std::string op;
  int64_t micros = 0;
};

class Transport {
public:
  bool SendHeartbeat(const std::string &client_id, uint64_t calls); // blocking RPC
  bool SendSamples(const std::vector<Sample> &samples, double rate); // blocking RPC
};

class ClientTelemetry {
public:
  ClientTelemetry(Transport &transport, std::string id) : transport_(transport), client_id_(std::move(id)) {}

  void PushConfig(TelemetryConfig config, int64_t interval_ms) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      config_ = std::make_shared<const TelemetryConfig>(config);
      enabled_ = config.enabled;
      if (interval_ms < interval_ms_)
        ++wait_revision_;
      interval_ms_ = interval_ms;
    }
    condition_.notify_all();
  }
  void Record(Sample s) {
    calls_.fetch_add(1, std::memory_order_relaxed);
    std::lock_guard<std::mutex> lock(mutex_);
    samples_.push_back(std::move(s));
  }

  void Loop();
  void LoopFixed();
  void FlushSamples();
  void Throttle(std::chrono::milliseconds pause);

private:
  Transport &transport_;
  const std::string client_id_;
  std::atomic<uint64_t> calls_{0};
  std::mutex mutex_;
  std::condition_variable condition_;
  std::shared_ptr<const TelemetryConfig> config_ = std::make_shared<const TelemetryConfig>();
  bool enabled_ = true;
  bool stopped_ = false;
  int64_t interval_ms_ = 10000;
  uint64_t wait_revision_ = 0;
  std::vector<Sample> samples_;
};

void ClientTelemetry::Loop() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopped_) {
    const bool enabled = enabled_;
    condition_.wait_for(lock, std::chrono::milliseconds(interval_ms_), [this] { return stopped_; });
    if (stopped_)
      break;
    if (!enabled) // EXPECT: toctou-stale-snapshot
      continue;
    lock.unlock();
    transport_.SendHeartbeat(client_id_, calls_.exchange(0));
    lock.lock();
  }
}

// The revision from before the wait is compared with the present one; interval and deadline are lengths of
// the wait; the calls are taken out, and given back when the heartbeat is lost.
void ClientTelemetry::LoopFixed() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopped_) {
    const uint64_t observed = wait_revision_;
    const int64_t interval = std::max<int64_t>(interval_ms_, 100);
    condition_.wait_for(lock, std::chrono::milliseconds(interval),
                        [this, observed] { return stopped_ || wait_revision_ != observed; });
    if (stopped_)
      break;
    if (wait_revision_ != observed || !enabled_)
      continue;
    lock.unlock();
    const uint64_t calls = calls_.exchange(0);
    if (!transport_.SendHeartbeat(client_id_, calls))
      calls_.fetch_add(calls);
    lock.lock();
  }
}

// A batch is swapped out, and goes with the configuration under which it was sampled.
void ClientTelemetry::FlushSamples() {
  std::vector<Sample> batch;
  std::shared_ptr<const TelemetryConfig> config;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    batch.swap(samples_);
    config = config_;
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(20)); // jitter
  if (!batch.empty() && !transport_.SendSamples(batch, config->sampling_rate))
    std::cerr << "telemetry: lost " << batch.size() << " samples" << std::endl;
}

// Decides before it sleeps, and only tells afterwards what it saw.
void ClientTelemetry::Throttle(std::chrono::milliseconds pause) {
  const uint64_t before = calls_.load(std::memory_order_relaxed);
  if (before < 1000)
    return;
  std::this_thread::sleep_for(pause);
  std::clog << "telemetry: paused at " << before << " calls" << std::endl;
}

} // namespace milvus
