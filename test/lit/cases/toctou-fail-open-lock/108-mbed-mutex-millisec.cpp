// source: ARMmbed/mbed-os#7423 (issue #6872: Mutex::lock(millisec) can fail; replaced by lock(), trylock(), trylock_for())
// A lock() that takes a time-out is easily read as one that always locks. The driver talks to the modem
// after 20 ms whoever else is at it.
#include <atomic>
#include <cstdint>
#include <cstring>

typedef enum { osOK = 0, osErrorTimeout = -2, osErrorResource = -3 } osStatus;
constexpr uint32_t osWaitForever = 0xFFFFFFFFu;
constexpr int NSAPI_ERROR_OK = 0;
constexpr int NSAPI_ERROR_BUSY = -3009;
constexpr int NSAPI_ERROR_DEVICE_ERROR = -3012;
extern "C" void debug(const char *fmt, ...);

namespace rtos {
class Mutex {
public:
  Mutex();
  osStatus lock(uint32_t millisec = osWaitForever);
  bool trylock();
  bool trylock_for(uint32_t millisec);
  osStatus unlock();
};
} // namespace rtos

namespace mbed {
template <class Lockable> class ScopedLock {
public:
  explicit ScopedLock(Lockable &lockable) : _lockable(lockable) { _lockable.lock(); }
  ~ScopedLock() { _lockable.unlock(); }

private:
  Lockable &_lockable;
};
class ATCmdParser {
public:
  bool send(const char *command, ...);
  bool recv(const char *response, ...);
};
} // namespace mbed

class ESP8266 {
public:
  bool startup(int mode) {
    _smutex.lock(20);
    bool done = _parser.send("AT+CWMODE=%d", mode) && _parser.recv("OK\n"); // EXPECT: toctou-fail-open-lock
    _smutex.unlock();
    return done;
  }

  int8_t rssi() {
    int8_t value = 0;
    osStatus status = _smutex.lock(100);
    if (status != osOK)
      debug("ESP8266: mutex %d\n", static_cast<int>(status));
    if (!_parser.send("AT+CWJAP_CUR?") || !_parser.recv("%hhd", &value)) // EXPECT: toctou-fail-open-lock
      value = 0;
    _smutex.unlock();
    return value;
  }

  bool startupForever(int mode) {
    _smutex.lock(); // osWaitForever
    bool done = _parser.send("AT+CWMODE=%d", mode) && _parser.recv("OK\n");
    _smutex.unlock();
    return done;
  }

  bool reset() {
    mbed::ScopedLock<rtos::Mutex> guard(_smutex);
    return _parser.send("AT+RST") && _parser.recv("ready");
  }

  int rssiFixed(int8_t &value) {
    if (!_smutex.trylock_for(100))
      return NSAPI_ERROR_BUSY;
    bool ok = _parser.send("AT+CWJAP_CUR?") && _parser.recv("%hhd", &value);
    _smutex.unlock();
    return ok ? NSAPI_ERROR_OK : NSAPI_ERROR_DEVICE_ERROR;
  }

  int disconnect() {
    if (_smutex.lock(500) != osOK)
      return NSAPI_ERROR_BUSY;
    bool ok = _parser.send("AT+CWQAP") && _parser.recv("OK\n");
    _smutex.unlock();
    return ok ? NSAPI_ERROR_OK : NSAPI_ERROR_DEVICE_ERROR;
  }

  // Called from the event queue: it is asked again later when the modem is in use.
  void processOob() {
    if (!_smutex.trylock()) {
      _oobPending.store(true);
      return;
    }
    while (_parser.recv("+IPD"))
      ;
    _smutex.unlock();
  }

private:
  rtos::Mutex _smutex;
  mbed::ATCmdParser _parser;
  std::atomic<bool> _oobPending{false};
};
