// source: PR2/pr2_controllers#46 (msg_ may only be changed inside trylock), ros-controls/realtime_tools#210, frankarobotics/franka_ros2#105
// The controller fills the shared message in any case and asks only afterwards whether trylock() had
// worked; the publishing thread is copying that message just then.
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <vector>

struct JointState {
  double stamp = 0;
  std::vector<double> position, velocity;
};

template <class Msg> class RealtimePublisher {
public:
  Msg msg_;

  bool trylock() {
    if (msg_mutex_.try_lock()) {
      if (turn_ == REALTIME)
        return true;
      msg_mutex_.unlock();
    }
    return false;
  }

  void unlockAndPublish() {
    turn_ = NON_REALTIME;
    msg_mutex_.unlock();
    updated_cond_.notify_one();
  }

  // The later, safer interface.
  bool tryPublish(const Msg &msg) {
    if (!trylock())
      return false;
    msg_ = msg;
    unlockAndPublish();
    return true;
  }

  Msg takeForSending() {
    std::unique_lock<std::mutex> lock(msg_mutex_);
    updated_cond_.wait(lock, [this] { return turn_ == NON_REALTIME; });
    Msg outgoing = msg_;
    turn_ = REALTIME;
    return outgoing;
  }

private:
  enum Turn { REALTIME, NON_REALTIME };
  std::mutex msg_mutex_;
  std::condition_variable updated_cond_;
  Turn turn_ = REALTIME;
};

enum class return_type { OK, ERROR };

class JointStateController {
public:
  void update(double now, const std::vector<double> &q, const std::vector<double> &qd) {
    if (now < last_publish_time_ + 0.01)
      return;
    const bool locked = pub_.trylock();
    pub_.msg_.stamp = now; // EXPECT: toctou-fail-open-lock
    pub_.msg_.position = q;
    pub_.msg_.velocity = qd;
    if (locked) {
      last_publish_time_ = now;
      pub_.unlockAndPublish();
    }
  }

  void updateAdmittance(const JointState &state) {
    pub_.trylock();
    pub_.msg_ = state; // EXPECT: toctou-fail-open-lock
    pub_.unlockAndPublish();
  }

  void updateFixed(double now, const std::vector<double> &q, const std::vector<double> &qd) {
    if (now < last_publish_time_ + 0.01)
      return;
    if (pub_.trylock()) {
      last_publish_time_ = now;
      pub_.msg_.stamp = now;
      pub_.msg_.position = q;
      pub_.msg_.velocity = qd;
      pub_.unlockAndPublish();
    }
  }

  // A few attempts within the cycle, then an error: nothing is written without the lock.
  return_type updateBroadcaster(const JointState &state) {
    bool locked = false;
    for (int attempt = 0; attempt < 10 && !locked; ++attempt)
      locked = pub_.trylock();
    if (!locked) {
      std::fprintf(stderr, "Failed to lock the realtime publisher after 10 attempts\n");
      return return_type::ERROR;
    }
    pub_.msg_ = state;
    pub_.unlockAndPublish();
    return return_type::OK;
  }

  // The message is a local one until tryPublish() has the lock.
  return_type updateLocalMessage(double now, const std::vector<double> &q) {
    scratch_.stamp = now;
    scratch_.position = q;
    if (!pub_.tryPublish(scratch_))
      ++missed_;
    return return_type::OK;
  }

private:
  RealtimePublisher<JointState> pub_;
  JointState scratch_;
  double last_publish_time_ = 0;
  unsigned missed_ = 0;
};
