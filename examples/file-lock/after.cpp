// Adds a line to a block of notes that several sessions keep in one file. Who
// reads, changes and writes the file holds the lock of its sidecar meanwhile.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

namespace notes {

constexpr std::chrono::milliseconds Timeout = 5s, Pause = 50ms;

// Waits for the lock, but not for ever.
static bool acquireWithin(int fd, std::chrono::milliseconds limit) {
  for (auto waited = 0ms; ::flock(fd, LOCK_EX | LOCK_NB) != 0;
       waited += Pause) {
    if (errno != EWOULDBLOCK || waited >= limit)
      return false;
    std::this_thread::sleep_for(Pause);
  }
  return true;
}

// Runs the body under the lock of the target's sidecar.
bool withFileLock(const std::string &target,
                  const std::function<bool()> &body) {
  const std::string sidecar = target + ".lock";
  int fd = ::open(sidecar.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return false;
  bool locked = acquireWithin(fd, Timeout);
  if (!locked) {
    ::close(fd);
    return false;
  }
  bool ok = body();
  if (locked)
    ::flock(fd, LOCK_UN);
  ::close(fd);
  return ok;
}

static std::string readAll(const std::string &name) {
  std::ifstream in(name);
  return {std::istreambuf_iterator<char>(in), {}};
}

static bool writeAll(const std::string &name, const std::string &text) {
  std::ofstream out(name, std::ios::trunc);
  out << text << std::flush;
  return out.good();
}

// Read, change, write: right only if nobody else writes in between.
bool addNote(const std::string &target, const std::string &note) {
  return withFileLock(target, [&] {
    return writeAll(target, readAll(target) + "- " + note + "\n");
  });
}

} // namespace notes

int main(int argc, char **argv) {
  const std::string target = argc > 1 ? argv[1] : "NOTES.md";
  if (!notes::addNote(target, "from this session")) {
    std::fprintf(stderr, "%s: the note was not added\n", target.c_str());
    return 1;
  }
  std::printf("%s: the note was added\n", target.c_str());
  return 0;
}
