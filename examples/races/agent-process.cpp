// The rival of agent-process: the command itself, which writes all its output
// and ends between the two reads of one poll.
//
// Linked with --wrap=read,--wrap=pthread_mutex_unlock: the collector's read()
// and the release of every std::mutex come here. No output arrives before the
// poller has left its first critical section, and the poller goes on when the
// collector has set the status and its thread is over.
#include <cstdio>
#include <pthread.h>
#include <semaphore>
#include <unistd.h>

namespace {

std::binary_semaphore FirstReadDone{0}, CommandEnded{0};

// Lives as long as the thread that collects the output.
struct Collector {
  Collector() { FirstReadDone.acquire(); }
  ~Collector() { CommandEnded.release(); }
};

// Of the threads that unlock a mutex, the first that collects nothing polls.
thread_local bool Collects = false;
bool Struck = false;

} // namespace

extern "C" ssize_t __real_read(int fd, void *to, size_t size);
extern "C" int __real_pthread_mutex_unlock(pthread_mutex_t *mutex);

extern "C" ssize_t __wrap_read(int fd, void *to, size_t size) {
  Collects = true;
  thread_local Collector self;
  return __real_read(fd, to, size);
}

extern "C" int __wrap_pthread_mutex_unlock(pthread_mutex_t *mutex) {
  const int result = __real_pthread_mutex_unlock(mutex);
  if (!Collects && !Struck) {
    Struck = true;
    FirstReadDone.release();
    CommandEnded.acquire();
    std::fputs("rival: the command ended after the first read\n", stderr);
  }
  return result;
}
