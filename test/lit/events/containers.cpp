// What a container is asked, and the steps that need it so.
// RUN: clang-toctou --dump-events %s -- -std=c++20 | FileCheck %s
#include <map>
#include <memory>
#include <mutex>
#include <vector>

struct Track {
  void stop();
};

class Tracks {
public:
  void stop(int Id) {
    std::lock_guard<std::mutex> guard(M);
    if (ById.count(Id) == 0)
      return;
    ById.find(Id)->second.stop();
    ById.erase(Id);
  }
  void last() {
    std::lock_guard<std::mutex> guard(M);
    if (!All.empty())
      All.back().stop();
    All.push_back({});
  }

private:
  std::mutex M;
  std::map<int, Track> ById;
  std::vector<Track> All;
};

void weak(std::weak_ptr<Track> W) {
  if (!W.expired())
    W.lock()->stop();
}

// CHECK-LABEL: {{^}}Tracks::stop:
// CHECK: L16 Query *this.ById <- get(read(*....ById), Id) Id
// CHECK: L18 Query *this.ById
// CHECK: L18 Operate *this.ById
// CHECK: L19 Write *this.ById

// CHECK-LABEL: {{^}}Tracks::last:
// CHECK: L23 Query *this.All
// CHECK: L24 Operate *this.All
// CHECK: L25 Operate *this.All

// CHECK-LABEL: {{^}}weak:
// CHECK: L35 Query W <- get({{.*}}) locks itself
// CHECK: L36 Query W
// CHECK: L36 Operate W {{.*}} locks itself
