// source: openjdk/jdk11u-dev#2281 (JDK-8207200) src/hotspot/share/gc/g1/g1MemoryPool.cpp get_memory_usage
// Used and committed bytes of one pool are read one after the other (here: by locking getters) while a collection
// publishes new sizes, so that used > committed. Fixed by building the MemoryUsage under MonitoringSupport_lock.
#include <cstddef>
#include <cstdio>
#include <mutex>

class Mutex {
  std::mutex _impl;
  const char *const _name;

public:
  explicit Mutex(const char *name) : _name(name) {}
  void lock() { _impl.lock(); }
  void unlock() { _impl.unlock(); }
  const char *name() const { return _name; }
};

class MutexLocker {
  Mutex *_mutex;

public:
  explicit MutexLocker(Mutex *mutex) : _mutex(mutex) { _mutex->lock(); }
  ~MutexLocker() { _mutex->unlock(); }
  MutexLocker(const MutexLocker &) = delete;
};

Mutex *MonitoringSupport_lock = new Mutex("MonitoringSupport_lock");

class MemoryUsage {
public:
  MemoryUsage(size_t init, size_t used, size_t committed, size_t max)
      : _init(init), _used(used), _committed(committed), _max(max) {}
  size_t _init, _used, _committed, _max;
};

class G1MonitoringSupport {
  const size_t _max_heap;
  size_t _eden_used = 0;
  size_t _eden_committed = 0;
  size_t _survivor_used = 0;

public:
  explicit G1MonitoringSupport(size_t max_heap) : _max_heap(max_heap) {}

  // At the end of each collection.
  void recalculate_sizes(size_t eden_used, size_t eden_committed, size_t survivor_used) {
    MutexLocker x(MonitoringSupport_lock);
    _eden_used = eden_used;
    _eden_committed = eden_committed;
    _survivor_used = survivor_used;
  }

  size_t eden_space_used() const {
    MutexLocker x(MonitoringSupport_lock);
    return _eden_used;
  }
  size_t eden_space_committed() const {
    MutexLocker x(MonitoringSupport_lock);
    return _eden_committed;
  }
  size_t survivor_space_used() const {
    MutexLocker x(MonitoringSupport_lock);
    return _survivor_used;
  }
  size_t max_heap() const { return _max_heap; }

  MemoryUsage eden_space_memory_usage(size_t init) const {
    MutexLocker x(MonitoringSupport_lock);
    return MemoryUsage(init, _eden_used, _eden_committed, _max_heap);
  }
  size_t young_used() const {
    MutexLocker x(MonitoringSupport_lock);
    return _eden_used + _survivor_used;
  }
};

class G1EdenPool {
  G1MonitoringSupport *_g1mm;
  const size_t _initial_size;

public:
  G1EdenPool(G1MonitoringSupport *g1mm, size_t initial) : _g1mm(g1mm), _initial_size(initial) {}
  size_t initial_size() const { return _initial_size; }

  MemoryUsage get_memory_usage() {
    size_t used = _g1mm->eden_space_used();
    size_t committed = _g1mm->eden_space_committed(); // EXPECT: toctou-split-lock
    return MemoryUsage(initial_size(), used, committed, _g1mm->max_heap());
  }

  MemoryUsage get_memory_usage_fixed() { return _g1mm->eden_space_memory_usage(initial_size()); }

  // Survivors leave eden: a collection between the reads counts them twice, or not at all.
  bool young_exceeds(size_t limit) {
    return _g1mm->eden_space_used() + _g1mm->survivor_space_used() > limit; // EXPECT: toctou-split-lock
  }

  bool young_exceeds_fixed(size_t limit) { return _g1mm->young_used() > limit; }

  // Against a bound that is set once.
  double fill() { return static_cast<double>(_g1mm->eden_space_used()) / _g1mm->max_heap(); }

  void print_on(FILE *out) {
    std::fprintf(out, "eden used %zu committed %zu\n", _g1mm->eden_space_used(), _g1mm->eden_space_committed());
  }
};

// Two virtual machines in one agent process.
size_t total_eden(const G1MonitoringSupport &a, const G1MonitoringSupport &b) {
  return a.eden_space_used() + b.eden_space_used();
}
