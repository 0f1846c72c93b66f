// source: mumble-voip/mumble#2276 src/murmur/Server.cpp Server::processMsg (locking strategy)
// The voice thread trades its read lock for the write lock to fill the user's whisper cache; the main
// thread may have deleted that user in between. The other methods are benign.
#include <cstdio>
#include <map>
#include <unistd.h>
#include <utility>

// Qt, as far as it is needed here.
class QReadWriteLock {
public:
  void lockForRead();
  void lockForWrite();
  void unlock();
};
class QReadLocker {
public:
  explicit QReadLocker(QReadWriteLock *lock);
  ~QReadLocker();
  void unlock();
  void relock();
};
class QWriteLocker {
public:
  explicit QWriteLocker(QReadWriteLock *lock);
  ~QWriteLocker();
  void unlock();
  void relock();
};
template <typename K, typename V> class QHash {
public:
  bool contains(const K &k) const { return m.count(k) > 0; }
  V value(const K &k) const {
    auto it = m.find(k);
    return it == m.end() ? V() : it->second;
  }
  void insert(const K &k, const V &v) { m[k] = v; }
  int remove(const K &k) { return static_cast<int>(m.erase(k)); }
  const std::map<K, V> &asMap() const { return m; }

private:
  std::map<K, V> m;
};

struct WhisperTarget {
  unsigned int channel = 0;
  bool children = false;
};
struct TargetCache {
  unsigned int receivers = 0;
};
struct ServerUser {
  unsigned int uiSession = 0;
  long long bytes = 0;
  QHash<int, WhisperTarget> qmTargets;
  QHash<int, TargetCache> qmTargetCache;
};

class Server {
public:
  void processWhisper(unsigned int session, int target);
  void processWhisperFixed(unsigned int session, int target);
  void logBandwidth(unsigned int session);
  void pingAll();
  void userLeft(unsigned int session);

private:
  TargetCache resolve(const WhisperTarget &wt) const; // read lock held
  void sendTo(const ServerUser *u, const TargetCache &tc) const;
  void sendPing(const ServerUser *u) const;

  QReadWriteLock qrwlVoiceThread;
  QHash<unsigned int, ServerUser *> qhUsers;
};

void Server::processWhisper(unsigned int session, int target) {
  QReadLocker rl(&qrwlVoiceThread);
  ServerUser *u = qhUsers.value(session);
  if (!u)
    return;
  if (u->qmTargetCache.contains(target)) {
    sendTo(u, u->qmTargetCache.value(target));
    return;
  }
  const TargetCache cache = resolve(u->qmTargets.value(target));
  sendTo(u, cache);
  rl.unlock();

  QWriteLocker wl(&qrwlVoiceThread);
  u->qmTargetCache.insert(target, cache); // EXPECT: toctou-stale-snapshot
}

// Upstream: under the write lock the user must still be there.
void Server::processWhisperFixed(unsigned int session, int target) {
  QReadLocker rl(&qrwlVoiceThread);
  ServerUser *u = qhUsers.value(session);
  if (!u)
    return;
  if (u->qmTargetCache.contains(target)) {
    sendTo(u, u->qmTargetCache.value(target));
    return;
  }
  sendTo(u, resolve(u->qmTargets.value(target)));
  rl.unlock();

  QWriteLocker wl(&qrwlVoiceThread);
  u = qhUsers.value(session);
  if (u && !u->qmTargetCache.contains(target))
    u->qmTargetCache.insert(target, resolve(u->qmTargets.value(target)));
}

// The count from before the pause is the baseline of a rate, and the user is looked up again.
void Server::logBandwidth(unsigned int session) {
  QReadLocker rl(&qrwlVoiceThread);
  const ServerUser *u = qhUsers.value(session);
  if (!u)
    return;
  const long long before = u->bytes;
  rl.unlock();
  ::sleep(1);
  rl.relock();
  u = qhUsers.value(session);
  if (u)
    std::printf("<%u> %lld bytes/s\n", session, u->bytes - before);
}

// Slow, but the lock stays for all of it.
void Server::pingAll() {
  QReadLocker rl(&qrwlVoiceThread);
  for (const auto &[session, u] : qhUsers.asMap()) {
    sendPing(u);
    ::usleep(500);
  }
}

// Unlinked under the write lock: nobody else can reach the user any more.
void Server::userLeft(unsigned int session) {
  QWriteLocker wl(&qrwlVoiceThread);
  ServerUser *u = qhUsers.value(session);
  if (!u || qhUsers.remove(session) == 0)
    return;
  wl.unlock();
  ::usleep(1000);
  std::printf("<%u> left after %lld bytes\n", session, u->bytes);
  delete u;
}
