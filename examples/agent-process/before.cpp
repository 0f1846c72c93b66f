// An agent runs a command and answers polls about it with the output so far
// and the status. The output is collected by a thread of its own.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace agentproc {

struct ProcessInfo {
  bool running = false;
  int exitCode = -1;
};

struct OutputResponse {
  std::string output;
  size_t omittedBytes = 0;
  bool running = false;
  int exitCode = -1;
};

// Keeps the first bytes of the output and counts the rest.
class HeadBuffer {
public:
  void write(const char *data, size_t size) {
    std::lock_guard<std::mutex> guard(mu_);
    total_ += size;
    if (head_.size() < Limit)
      head_.append(data, std::min(size, Limit - head_.size()));
  }
  std::pair<std::string, size_t> output() const {
    std::lock_guard<std::mutex> guard(mu_);
    return {head_, total_ - head_.size()};
  }

private:
  static constexpr size_t Limit = 64;
  mutable std::mutex mu_;
  std::string head_;
  size_t total_ = 0;
};

class Process {
public:
  explicit Process(const char *command) {
    int ends[2];
    if (::pipe(ends) != 0)
      throw std::system_error(errno, std::generic_category(), "pipe");
    const pid_t pid = ::fork();
    if (pid == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl("/bin/sh", "sh", "-c", command, static_cast<char *>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    if (pid < 0) {
      ::close(ends[0]);
      throw std::system_error(errno, std::generic_category(), "fork");
    }
    collector_ = std::thread([this, pid, fd = ends[0]] { collect(pid, fd); });
  }
  Process(const Process &) = delete;
  Process &operator=(const Process &) = delete;
  ~Process() { collector_.join(); }

  std::pair<std::string, size_t> output() const { return buf_.output(); }
  ProcessInfo info() const {
    std::lock_guard<std::mutex> guard(mu_);
    return {running_, exitCode_};
  }

private:
  // All output is in the buffer before the process counts as ended.
  void collect(pid_t pid, int fd) {
    char part[256];
    for (ssize_t n; (n = ::read(fd, part, sizeof part)) > 0;)
      buf_.write(part, static_cast<size_t>(n));
    ::close(fd);
    int status = 0;
    ::waitpid(pid, &status, 0);
    markExited(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  }
  void markExited(int code) {
    std::lock_guard<std::mutex> guard(mu_);
    running_ = false;
    exitCode_ = code;
  }

  HeadBuffer buf_;
  mutable std::mutex mu_;
  bool running_ = true;
  int exitCode_ = -1;
  std::thread collector_;
};

OutputResponse handleProcessOutput(const Process &proc) {
  OutputResponse resp;
  auto [output, omitted] = proc.output();
  ProcessInfo info = proc.info();
  resp.output = std::move(output);
  resp.omittedBytes = omitted;
  resp.running = info.running;
  resp.exitCode = info.exitCode;
  return resp;
}

} // namespace agentproc

int main() {
  using namespace std::chrono_literals;
  agentproc::Process proc("for i in 1 2 3 4 5 6 7 8; do echo line $i of the "
                          "log; sleep 0.02; done; exit 3");
  agentproc::OutputResponse resp = agentproc::handleProcessOutput(proc);
  while (resp.running) {
    std::this_thread::sleep_for(5ms);
    resp = agentproc::handleProcessOutput(proc);
  }
  std::printf("%s... and %zu bytes more\nexit code %d\n", resp.output.c_str(),
              resp.omittedBytes, resp.exitCode);
  return 0;
}
