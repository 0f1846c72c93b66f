// The rival of file-lock: another session that is in the middle of its own
// read, change and write, and stays there until the program gave up waiting.
//
// Linked with --wrap=flock,--wrap=nanosleep,--wrap=close: the rival takes the
// lock just before the program's first try, lets the program's pauses pass at
// once, and writes when the program closes the sidecar.
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/file.h>

extern "C" int __real_flock(int fd, int operation);
extern "C" int __real_close(int fd);

namespace {

int Held = -1, ProgramsFd = -1;
std::string Before;
const char Target[] = "NOTES.md", Sidecar[] = "NOTES.md.lock";

std::string text() {
  std::ifstream in(Target);
  return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

extern "C" int __wrap_flock(int fd, int operation) {
  if (Held < 0) {
    // An flock belongs to the open file: this is another session's.
    Held = ::open(Sidecar, O_RDWR | O_CLOEXEC);
    ProgramsFd = fd;
    __real_flock(Held, LOCK_EX);
    Before = text();
    std::fputs("rival: holds the lock and has read the notes\n", stderr);
  }
  return __real_flock(fd, operation);
}

extern "C" int __wrap_nanosleep(const timespec *, timespec *) { return 0; }

extern "C" int __wrap_close(int fd) {
  const int result = __real_close(fd);
  if (fd == ProgramsFd) {
    ProgramsFd = -1;
    const bool torn = text() != Before;
    std::ofstream(Target, std::ios::trunc) << Before << "- from the rival\n";
    __real_close(Held);
    std::fprintf(stderr, "rival: %s\n",
                 torn ? "wrote over a note that came in under its lock"
                      : "nobody wrote under its lock");
  }
  return result;
}
