// source: GothenburgBitFactory/taskwarrior@2be52e1be src/TDB2.cpp, src/File.cpp (Bug #1137, TW-465, TW-440)
// File::lock() never blocks: after three tries it says no. TF2 dropped that answer and read or appended
// pending.data all the same; the fix waits for the lock.
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <stdexcept>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

struct Config {
  std::map<std::string, bool> values;
  bool getBoolean(const std::string &key) const {
    auto it = values.find(key);
    return it != values.end() && it->second;
  }
};

class File {
public:
  explicit File(std::string path) : _path(std::move(path)) {}
  ~File() { close(); }

  bool open() {
    if (_h == -1)
      _h = ::open(_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return _h != -1;
  }

  void close() {
    if (_h != -1)
      ::close(_h);
    _h = -1;
    _locked = false;
  }

  bool lock() {
    if (_locked)
      return true;
    for (int retry = 0; _h != -1 && retry < 3; ++retry) {
      if (::flock(_h, LOCK_EX | LOCK_NB) == 0) {
        _locked = true;
        return true;
      }
    }
    return false;
  }

  bool waitForLock() {
    if (_locked)
      return true;
    int rc;
    do {
      rc = ::flock(_h, LOCK_EX);
    } while (rc != 0 && errno == EINTR);
    _locked = rc == 0;
    return _locked;
  }

  void read(std::string &text) {
    char buf[4096];
    ssize_t n;
    ::lseek(_h, 0, SEEK_SET);
    while ((n = ::read(_h, buf, sizeof(buf))) > 0)
      text.append(buf, static_cast<size_t>(n));
  }

  void append(const std::string &text) {
    ::lseek(_h, 0, SEEK_END);
    if (::write(_h, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      throw std::runtime_error("Could not write " + _path);
  }

private:
  std::string _path;
  int _h = -1;
  bool _locked = false;
};

class TF2 {
public:
  TF2(std::string path, const Config &config) : _file(std::move(path)), _config(config) {}

  void load() {
    if (!_file.open())
      return;
    if (_config.getBoolean("locking"))
      _file.lock();
    _file.read(_text); // EXPECT: toctou-fail-open-lock
    _loaded = true;
    _file.close();
  }

  void commit(const std::vector<std::string> &added) {
    std::string block;
    for (const auto &task : added)
      block += task + '\n';
    if (!_file.open())
      throw std::runtime_error("Could not open the data file");
    if (_config.getBoolean("locking"))
      _file.lock();
    _file.append(block); // EXPECT: toctou-fail-open-lock
    _file.close();
  }

  void commitFixed(const std::vector<std::string> &added) {
    std::string block;
    for (const auto &task : added)
      block += task + '\n';
    if (!_file.open())
      throw std::runtime_error("Could not open the data file");
    if (_config.getBoolean("locking") && !_file.waitForLock())
      throw std::runtime_error("Could not lock the data file");
    _file.append(block);
    _file.close();
  }

  // Garbage collection can wait for the next command.
  bool gc(const std::string &compacted) {
    if (!_file.open() || !_file.lock())
      return false;
    _file.append(compacted);
    _file.close();
    return true;
  }

private:
  File _file;
  const Config &_config;
  std::string _text;
  bool _loaded = false;
};
