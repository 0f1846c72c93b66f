// RUN: %check_toctou %s toctou-port-probe,toctou-split-lock %t
//
// What the user's own annotations say of functions and classes whose names and
// bodies tell nothing, or something else.
#define TOCTOU(WORD) [[clang::annotate("toctou::" WORD)]]

// Ports.

TOCTOU("picks_port") int chooseNumber();
TOCTOU("picks_port") bool chooseInto(TOCTOU("port") int *number);
TOCTOU("reserves_port") int getFreePort();
TOCTOU("binds") int occupy(int fd, TOCTOU("port") int number);
TOCTOU("hands_over") void attach(const char *name, int number);
TOCTOU("hands_over_child") void spawn(const char *name, int number);
TOCTOU("logs") void startServer(int number);

class TOCTOU("server") Desk {
public:
  explicit Desk(int number);
};

// The body would say that the number is any.
TOCTOU("picks_port") int chosenInSight() { return 4; }

int bindsBad(int fd) {
  int number = chooseNumber();
  return occupy(fd, number);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

void outParameterBad() {
  int number = 0;
  if (chooseInto(&number))
    attach("main", number);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

void childBad() {
  spawn("worker", chosenInSight());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

void serverBad() {
  Desk desk(chooseNumber());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [toctou-port-probe]
}

int reservedOk(int fd) { return occupy(fd, getFreePort()); }

void loggedOk() { startServer(chooseNumber()); }

// Locks.

class TOCTOU("lock") Door {
public:
  TOCTOU("acquire") void shut();
  TOCTOU("release") void open();
};

TOCTOU("acquire") void shutDoor(int why, TOCTOU("lock") Door &door);
TOCTOU("release") void openDoor(TOCTOU("lock") Door &door);

class TOCTOU("guard") Inside {
public:
  explicit Inside(Door &door);
  ~Inside();
};

class Range {
public:
  void move(int by) {
    Inside inside(door_);
    low_ += by;
    high_ += by;
  }
  int low() {
    door_.shut();
    int copy = low_;
    door_.open();
    return copy;
  }
  int high() {
    shutDoor(1, door_);
    int copy = high_;
    openDoor(door_);
    return copy;
  }
  int widthBad() {
    int low = this->low();
    return high() - low;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `high()` is paired with `low()`
  }
  int widthOk() {
    Inside inside(door_);
    return high_ - low_;
  }

private:
  Door door_;
  int low_ = 0;
  int high_ = 0;
};
