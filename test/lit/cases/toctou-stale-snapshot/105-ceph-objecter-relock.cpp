// source: ceph/ceph#12234 src/osdc/Objecter.cc Objecter::_op_submit (tracker 17942)
// The OSD session is found under the shared lock, which is then traded for the exclusive one; a new
// osdmap that comes in between has closed the session, and the op is queued on it and never sent.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>
#include <vector>

using epoch_t = uint32_t;
using ceph_tid_t = uint64_t;

struct Connection {
  void send_message(ceph_tid_t tid);
  void send_keepalive();
};
using ConnectionRef = std::shared_ptr<Connection>;

struct Op {
  ceph_tid_t tid = 0;
  uint32_t pg = 0;
  int osd = -1;
  bool want_latest_map = false;
};

struct OSDSession {
  int osd = -1;
  ConnectionRef con;
  std::map<ceph_tid_t, Op *> ops;
};

class Objecter {
public:
  void op_submit(Op *op);
  void op_submit_fixed(Op *op);
  void handle_osd_map(epoch_t e, std::map<uint32_t, int> pgs);
  void tick();

private:
  void _calc_target(Op *op) const {
    auto p = pg_to_osd.find(op->pg);
    op->osd = p == pg_to_osd.end() ? -1 : p->second;
  }
  OSDSession *_get_session(int osd) const {
    auto p = osd_sessions.find(osd);
    return p == osd_sessions.end() ? nullptr : p->second.get();
  }
  void _request_map(); // rwlock held for writing

  mutable std::shared_mutex rwlock;
  epoch_t epoch = 0;
  std::map<uint32_t, int> pg_to_osd;
  std::map<int, std::unique_ptr<OSDSession>> osd_sessions;
};

void Objecter::op_submit(Op *op) {
  std::shared_lock<std::shared_mutex> rl(rwlock);
  _calc_target(op);
  OSDSession *s = _get_session(op->osd);
  if (!s) {
    std::cerr << "op " << op->tid << " has no home" << std::endl;
    return;
  }
  rl.unlock();

  std::unique_lock<std::shared_mutex> wl(rwlock);
  if (op->want_latest_map)
    _request_map();
  s->ops.emplace(op->tid, op); // EXPECT: toctou-stale-snapshot
  s->con->send_message(op->tid);
}

// Upstream: the epoch tells whether a map slipped in; then the target and its session are looked up anew.
void Objecter::op_submit_fixed(Op *op) {
  std::shared_lock<std::shared_mutex> rl(rwlock);
  _calc_target(op);
  OSDSession *s = _get_session(op->osd);
  if (!s) {
    std::cerr << "op " << op->tid << " has no home" << std::endl;
    return;
  }
  const epoch_t orig_epoch = epoch;
  rl.unlock();

  std::unique_lock<std::shared_mutex> wl(rwlock);
  if (orig_epoch != epoch) {
    _calc_target(op);
    s = _get_session(op->osd);
    if (!s)
      return;
  }
  if (op->want_latest_map)
    _request_map();
  s->ops.emplace(op->tid, op);
  s->con->send_message(op->tid);
}

void Objecter::handle_osd_map(epoch_t e, std::map<uint32_t, int> pgs) {
  std::unique_lock<std::shared_mutex> wl(rwlock);
  if (e <= epoch)
    return;
  epoch = e;
  pg_to_osd = std::move(pgs);
  for (auto p = osd_sessions.begin(); p != osd_sessions.end();) {
    bool used = false;
    for (const auto &[pg, osd] : pg_to_osd)
      used = used || osd == p->first;
    p = used ? std::next(p) : osd_sessions.erase(p);
  }
}

// Counted references: a connection outlives its session, and a keepalive on a closed one is dropped.
void Objecter::tick() {
  std::vector<ConnectionRef> cons;
  {
    std::shared_lock<std::shared_mutex> rl(rwlock);
    for (const auto &[osd, s] : osd_sessions)
      cons.push_back(s->con);
  }
  for (const ConnectionRef &con : cons) {
    con->send_keepalive();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}
