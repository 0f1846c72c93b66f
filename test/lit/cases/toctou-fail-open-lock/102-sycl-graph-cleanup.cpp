// source: intel/llvm#1597 sycl/source/detail/scheduler/scheduler.cpp (review: "check if the thread actually owns the lock"), #6605
// To dodge a deadlock the clean-up took the graph lock with try_to_lock, and then walked and deleted
// nodes of the graph without asking whether it had got it.
#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

struct Command {
  std::vector<Command *> MUsers;
  bool MEnqueued = false;
  bool MMarkedForDeletion = false;
};

struct EventImpl {
  Command *MCommand = nullptr;
};
using EventImplPtr = std::shared_ptr<EventImpl>;

class GraphBuilder {
public:
  void add(Command *Cmd) { MCommands.push_back(Cmd); }

  void cleanup(const EventImplPtr &Event) {
    Command *Cmd = Event->MCommand;
    if (!Cmd)
      return;
    for (Command *User : Cmd->MUsers)
      User->MMarkedForDeletion = true;
    Event->MCommand = nullptr;
  }

  void removeUsersOf(Command *Cmd) {
    Cmd->MUsers.clear();
    std::erase(MCommands, Cmd);
  }

private:
  std::vector<Command *> MCommands;
};

class Scheduler {
  using GraphLockT = std::unique_lock<std::shared_timed_mutex>;

public:
  void addCG(Command *Cmd) {
    GraphLockT Lock = acquireWriteLock();
    MGraphBuilder.add(Cmd);
  }

  void cleanupFinishedCommands(const EventImplPtr &FinishedEvent) {
    GraphLockT Lock(MGraphLock, std::try_to_lock);
    MGraphBuilder.cleanup(FinishedEvent); // EXPECT: toctou-fail-open-lock
  }

  // The clean-up is an optional step: without the lock it is left to a later wait().
  void cleanupFinishedCommandsFixed(const EventImplPtr &FinishedEvent) {
    GraphLockT Lock(MGraphLock, std::try_to_lock);
    if (Lock.owns_lock())
      MGraphBuilder.cleanup(FinishedEvent);
  }

  void removeMemoryObject(Command *Alloca) {
    GraphLockT Lock(MGraphLock, std::defer_lock);
    if (!Lock.try_lock_for(10ms))
      std::fprintf(stderr, "sycl: graph is busy, releasing %p\n", static_cast<void *>(Alloca));
    MGraphBuilder.removeUsersOf(Alloca); // EXPECT: toctou-fail-open-lock
    delete Alloca;
  }

  void removeMemoryObjectFixed(Command *Alloca) {
    {
      GraphLockT Lock = acquireWriteLock();
      MGraphBuilder.removeUsersOf(Alloca);
    }
    delete Alloca;
  }

  // Work that cannot be done now goes to a list of its own, under its own lock.
  void cleanupCommands(std::vector<Command *> &Cmds) {
    GraphLockT Lock(MGraphLock, std::try_to_lock);
    if (!Lock) {
      std::lock_guard<std::mutex> Guard(MDeferredMutex);
      MDeferred.insert(MDeferred.end(), Cmds.begin(), Cmds.end());
      return;
    }
    for (Command *Cmd : Cmds)
      MGraphBuilder.removeUsersOf(Cmd);
  }

private:
  // Writers poll so that a thread that waits on a host task is not starved; they leave with the lock.
  GraphLockT acquireWriteLock() {
    GraphLockT Lock(MGraphLock, std::defer_lock);
    while (!Lock.try_lock_for(10ms))
      std::this_thread::yield();
    return Lock;
  }

  std::shared_timed_mutex MGraphLock;
  GraphBuilder MGraphBuilder;
  std::mutex MDeferredMutex;
  std::vector<Command *> MDeferred;
};
