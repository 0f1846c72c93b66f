// RUN: %check_toctou --check-suffix=MODEL %s toctou-check-then-act %t.model -- "--config={CheckOptions: {toctou.ModelFile: %S/Inputs/models.yaml}}"
// RUN: %check_toctou --check-suffix=PLAIN %s toctou-check-then-act %t.plain
//
// Rows of one's own: atomics, containers that lock themselves; an annotation
// needs no row.
namespace acme {
struct Counter;
int peek(Counter *counter);
void put(Counter *counter, int value);

class Queue {
public:
  bool empty() const;
  void pop();
};

class Store {
public:
  bool knows(int key) const;
  int fetch(int key) const;
};
} // namespace acme

class [[clang::annotate("toctou::self_locking")]] Own {
public:
  bool empty() const;
  void pop();
};

void countBad(acme::Counter *counter) {
  acme::put(counter, acme::peek(counter) + 1);
  // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: `counter` is stored from a value that an earlier step loaded
}

void popBad(acme::Queue &queue) {
  if (!queue.empty())
    queue.pop();
  // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: `pop()` relies on `empty()`, which was asked in an earlier step
}

int fetchBad(acme::Store &store, int key) {
  return store.knows(key) ? store.fetch(key) : 0;
  // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: `fetch()` relies on `knows()`, which was asked in an earlier step
}

void annotatedBad(Own &own) {
  if (!own.empty())
    own.pop();
  // CHECK-MESSAGES-MODEL: :[[@LINE-1]]:{{[0-9]+}}: warning: `pop()` relies on `empty()`, which was asked in an earlier step
  // CHECK-MESSAGES-PLAIN: :[[@LINE-2]]:{{[0-9]+}}: warning: `pop()` relies on `empty()`, which was asked in an earlier step
}
