// source: percona/percona-server#4467 (PS-7873) storage/perfschema/table_log_status.cc (log_status shows old gtid_executed)
// The position of the binary log is read under LOCK_log and the set of executed transactions under global_sid_lock; a
// commit in between makes a backup that starts behind what it claims. Fixed by keeping the locks of all stages.
#include <pthread.h>
#include <cstdint>
#include <string>
#include <utility>

typedef unsigned long long my_off_t;

struct mysql_mutex_t {
  pthread_mutex_t m_mutex = PTHREAD_MUTEX_INITIALIZER;
};
#define mysql_mutex_lock(M) pthread_mutex_lock(&(M)->m_mutex)
#define mysql_mutex_unlock(M) pthread_mutex_unlock(&(M)->m_mutex)

class Checkable_rwlock {
  pthread_rwlock_t m_rwlock = PTHREAD_RWLOCK_INITIALIZER;

public:
  void rdlock() { pthread_rwlock_rdlock(&m_rwlock); }
  void wrlock() { pthread_rwlock_wrlock(&m_rwlock); }
  void unlock() { pthread_rwlock_unlock(&m_rwlock); }
};

struct Log_pos {
  std::string file;
  my_off_t pos = 0;
};

struct Log_status_row {
  Log_pos binlog;
  std::string gtid_executed;
};

struct Server_counters {
  uint64_t rotations = 0;
  uint64_t slave_connects = 0;
};

void sql_print_information(const char *format, ...);

class MYSQL_BIN_LOG {
  mysql_mutex_t LOCK_log;
  Checkable_rwlock global_sid_lock;
  Log_pos current;            // under LOCK_log
  std::string gtid_executed;  // under global_sid_lock
  uint64_t rotations = 0;     // under LOCK_log
  uint64_t slave_connects = 0; // under LOCK_log
  const std::string server_uuid;

public:
  explicit MYSQL_BIN_LOG(std::string uuid) : server_uuid(std::move(uuid)) {}

  void ordered_commit(my_off_t bytes, const std::string &gtid) {
    mysql_mutex_lock(&LOCK_log);
    current.pos += bytes;
    global_sid_lock.wrlock();
    gtid_executed += "," + gtid;
    global_sid_lock.unlock();
    mysql_mutex_unlock(&LOCK_log);
  }

  void rotated() {
    mysql_mutex_lock(&LOCK_log);
    ++rotations;
    mysql_mutex_unlock(&LOCK_log);
  }

  void slave_connected() {
    mysql_mutex_lock(&LOCK_log);
    ++slave_connects;
    mysql_mutex_unlock(&LOCK_log);
  }

  const std::string &uuid() const { return server_uuid; }

  Log_status_row log_status() {
    Log_status_row row;
    mysql_mutex_lock(&LOCK_log);
    row.binlog = current;
    mysql_mutex_unlock(&LOCK_log);
    global_sid_lock.rdlock();
    row.gtid_executed = gtid_executed; // EXPECT: toctou-split-lock
    global_sid_lock.unlock();
    return row;
  }

  Log_status_row log_status_fixed() {
    Log_status_row row;
    mysql_mutex_lock(&LOCK_log);
    global_sid_lock.rdlock();
    row.binlog = current;
    row.gtid_executed = gtid_executed;
    global_sid_lock.unlock();
    mysql_mutex_unlock(&LOCK_log);
    return row;
  }

  // Two counters that no section handles together: neither says anything about the other.
  Server_counters counters() {
    Server_counters c;
    mysql_mutex_lock(&LOCK_log);
    c.rotations = rotations;
    mysql_mutex_unlock(&LOCK_log);
    mysql_mutex_lock(&LOCK_log);
    c.slave_connects = slave_connects;
    mysql_mutex_unlock(&LOCK_log);
    return c;
  }

  // The server's name goes with every set.
  std::pair<std::string, std::string> gtid_with_origin() {
    std::string origin = uuid();
    global_sid_lock.rdlock();
    std::string set = gtid_executed;
    global_sid_lock.unlock();
    return {origin, set};
  }

  void log_start() {
    mysql_mutex_lock(&LOCK_log);
    const my_off_t pos = current.pos;
    mysql_mutex_unlock(&LOCK_log);
    global_sid_lock.rdlock();
    const std::string set = gtid_executed;
    global_sid_lock.unlock();
    sql_print_information("starting at %llu with %s", pos, set.c_str());
  }
};
