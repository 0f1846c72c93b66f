// source: apache/pulsar-client-cpp@b15c6aa313ca11b86b0e3a8ab57c4009e1ee51a2 lib/ConsumerImpl.cc hasMessageAvailableAsync
// The last message handed out and the last one known in the broker were read by two getters (here: locking ones) and
// compared; a seek in between resets both, and the reader waits for a message that never comes. Fixed by one mutex held over both.
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>

namespace pulsar {

struct MessageId {
  int64_t ledgerId = -1;
  int64_t entryId = -1;
  bool operator>(const MessageId &o) const {
    return ledgerId != o.ledgerId ? ledgerId > o.ledgerId : entryId > o.entryId;
  }
  static MessageId earliest() { return {-1, -1}; }
};

using HasMessageCallback = std::function<void(bool)>;
using Lock = std::unique_lock<std::mutex>;

struct ConsumerEnd {
  bool closed = false;
  MessageId last;
};

class ConsumerImpl {
public:
  void messageProcessed(const MessageId &id) {
    Lock lock(mutexForMessageId_);
    lastDequedMessageId_ = id;
  }

  void brokerReported(const MessageId &id) {
    Lock lock(mutexForMessageId_);
    lastMessageIdInBroker_ = id;
  }

  void handleSeek(bool ok) {
    if (!ok)
      return;
    Lock lock(mutexForMessageId_);
    lastDequedMessageId_ = MessageId::earliest();
    lastMessageIdInBroker_ = MessageId::earliest();
  }

  // The last message is recorded before the flag goes up, and nothing takes the flag back.
  void close(const MessageId &last) {
    messageProcessed(last);
    Lock lock(mutex_);
    closed_ = true;
  }

  bool isClosed() const {
    Lock lock(mutex_);
    return closed_;
  }

  MessageId lastMessageIdDequed() const {
    Lock lock(mutexForMessageId_);
    return lastDequedMessageId_;
  }

  MessageId lastMessageIdInBroker() const {
    Lock lock(mutexForMessageId_);
    return lastMessageIdInBroker_;
  }

  void hasMessageAvailableAsync(const HasMessageCallback &callback) const {
    MessageId lastDequed = lastMessageIdDequed();
    MessageId lastInBroker = lastMessageIdInBroker(); // EXPECT: toctou-split-lock
    callback(lastInBroker > lastDequed);
  }

  void hasMessageAvailableAsyncFixed(const HasMessageCallback &callback) const {
    Lock lock(mutexForMessageId_);
    const bool more = lastMessageIdInBroker_ > lastDequedMessageId_;
    lock.unlock();
    callback(more);
  }

  // Status first, data second.
  ConsumerEnd end() const {
    ConsumerEnd e;
    e.closed = isClosed();
    e.last = lastMessageIdDequed();
    return e;
  }

  std::pair<MessageId, MessageId> window() const {
    Lock lock(mutexForMessageId_);
    return {lastDequedMessageId_, lastMessageIdInBroker_};
  }

private:
  mutable std::mutex mutex_;
  bool closed_ = false;
  mutable std::mutex mutexForMessageId_;
  MessageId lastDequedMessageId_;
  MessageId lastMessageIdInBroker_;
};

// How far one reader is ahead of another: each moves for itself.
bool isAhead(const ConsumerImpl &a, const ConsumerImpl &b) {
  const MessageId mine = a.lastMessageIdDequed();
  return mine > b.lastMessageIdDequed();
}

// Both ends come out of one copy.
int64_t backlogInLedger(const ConsumerImpl &c) {
  const auto w = c.window();
  return w.first.ledgerId == w.second.ledgerId ? w.second.entryId - w.first.entryId : -1;
}

} // namespace pulsar
