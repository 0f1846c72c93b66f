// source: ArduPilot/ardupilot#6175 (take(0) blocks for ever), #27278, #6031 (benign), #15749 (timed semaphore on memory data)
// Mostly look-alikes: 0 means "for ever" here, failed takes drop the message, leave the loop or panic.
// Only the fence's timed take, whose answer is dropped, lets two threads at the points.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#define HAL_SEMAPHORE_BLOCK_FOREVER 0

namespace AP_HAL {
[[noreturn]] inline void panic(const char *) { abort(); }
inline uint64_t micros64() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec * 1000000ULL + ts.tv_nsec / 1000;
}
} // namespace AP_HAL

class Semaphore {
public:
  bool take(uint32_t timeout_ms) {
    if (timeout_ms == HAL_SEMAPHORE_BLOCK_FOREVER) {
      return pthread_mutex_lock(&_lock) == 0;
    }
    const uint64_t start = AP_HAL::micros64();
    do {
      if (take_nonblocking()) {
        return true;
      }
      usleep(200);
    } while (AP_HAL::micros64() - start < timeout_ms * 1000ULL);
    return false;
  }
  bool take_nonblocking() { return pthread_mutex_trylock(&_lock) == 0; }
  bool give() { return pthread_mutex_unlock(&_lock) == 0; }

private:
  pthread_mutex_t _lock = PTHREAD_MUTEX_INITIALIZER;
};

class WithSemaphore {
public:
  explicit WithSemaphore(Semaphore &sem) : _sem(sem) { _sem.take(HAL_SEMAPHORE_BLOCK_FOREVER); }
  ~WithSemaphore() { _sem.give(); }

private:
  Semaphore &_sem;
};
#define WITH_SEMAPHORE(sem) WithSemaphore _with_sem(sem)

struct GPS_State {
  int32_t lat, lng;
  uint8_t num_sats;
};

class AP_GPS_Backend {
public:
  bool read(GPS_State &out) {
    _sem.take(HAL_SEMAPHORE_BLOCK_FOREVER);
    out = _interim;
    _sem.give();
    return out.num_sats > 3;
  }
  void handle_fix(const GPS_State &s) {
    WITH_SEMAPHORE(_sem);
    _interim = s;
  }

private:
  Semaphore _sem;
  GPS_State _interim{};
};

class AP_Logger_Block {
public:
  bool WriteBlock(const void *buf, uint16_t size) {
    if (!write_sem.take(1)) {
      _dropped++;
      return false;
    }
    if (_used + size > sizeof(_ring)) {
      write_sem.give();
      return false;
    }
    memcpy(&_ring[_used], buf, size);
    _used += size;
    write_sem.give();
    return true;
  }
  void do_resends(uint8_t count) {
    while (count-- > 0) {
      if (!write_sem.take_nonblocking()) {
        return;
      }
      _used = 0;
      write_sem.give();
    }
  }
  void erase_chip() {
    if (!write_sem.take(2000)) {
      AP_HAL::panic("logger: stuck semaphore");
    }
    _used = 0;
    write_sem.give();
  }

private:
  Semaphore write_sem;
  uint8_t _ring[1024];
  uint32_t _used = 0;
  uint32_t _dropped = 0;
};

class AC_PolyFence_loader {
public:
  void load_from_eeprom(const int32_t *points, uint16_t n) {
    _load_sem.take(10);
    _num_points = n; // EXPECT: toctou-fail-open-lock
    memcpy(_points, points, n * sizeof(points[0]));
    _load_sem.give();
  }
  void load_from_eeprom_fixed(const int32_t *points, uint16_t n) {
    WITH_SEMAPHORE(_load_sem);
    _num_points = n;
    memcpy(_points, points, n * sizeof(points[0]));
  }

private:
  Semaphore _load_sem;
  int32_t _points[84];
  uint16_t _num_points = 0;
};
