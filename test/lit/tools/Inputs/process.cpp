#include <mutex>
#include <string>

class Process {
public:
  std::string output() const {
    std::lock_guard<std::mutex> Held(Lock);
    return Output;
  }

  bool running() const {
    std::lock_guard<std::mutex> Held(Lock);
    return Running;
  }

  void finish(const std::string &Last) {
    std::lock_guard<std::mutex> Held(Lock);
    Output += Last;
    Running = false;
  }

private:
  mutable std::mutex Lock;
  std::string Output;
  bool Running = true;
};

struct Reply {
  std::string Output;
  bool Running;
};

Reply poll(const Process &P) {
  std::string Output = P.output();
  bool Running = P.running();
  return {Output, Running};
}
