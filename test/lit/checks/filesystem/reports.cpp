// RUN: %check_toctou %s toctou-filesystem %t
//
// A name is checked, and looked up again by what hangs on the check.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

// Attributes: what the file is.

int accessThenOpenBad(const char *name) {
  if (access(name, R_OK) != 0)
    return -1;
  return open(name, O_RDONLY);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` opens `name` by name after `access` judged it by name; it can be another file by then (security)
}

FILE *typeThenOpenBad(const std::string &path) {
  struct stat st;
  if (stat(path.c_str(), &st) != 0 || !S_ISREG(st.st_mode))
    return nullptr;
  return fopen(path.c_str(), "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` opens `path` by name after `stat` judged it by name; it can be another file by then (security)
}

bool ownerThenRemoveBad(const char *name) {
  struct stat st;
  if (lstat(name, &st) == 0 && st.st_uid == getuid())
    return unlink(name) == 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `unlink` removes `name` by name after `lstat` judged it by name; it can be another file by then (security)
  return false;
}

void linkThenPermissionsBad(const fs::path &key) {
  if (!fs::is_symlink(key))
    fs::permissions(key, fs::perms::owner_all);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `permissions` changes `key` by name after `is_symlink` judged it by name; it can be another file by then (security)
}

bool sizeThenRenameBad(const fs::path &from, const fs::path &to) {
  if (fs::file_size(from) != 4096)
    return false;
  fs::rename(from, to);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `rename` renames `from` by name after `file_size` judged it by name; it can be another file by then (security)
  return true;
}

int executableThenRunBad(char *const argv[]) {
  if (access("/opt/tool/run", X_OK) == 0)
    execv("/opt/tool/run", argv);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `execv` uses `"/opt/tool/run"` by name after `access` judged it by name; it can be another file by then (security)
  return -1;
}

void oldThenRemoveBad(const std::string &lock, time_t now) {
  struct stat st;
  if (stat(lock.c_str(), &st) == 0 && now - st.st_mtime > 60)
    unlink(lock.c_str());
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `unlink` removes `lock` by name after `stat` judged it by name; it can be another file by then (security)
}

std::vector<char> sizeThenAllocateBad(const std::string &path) {
  std::vector<char> data(fs::file_size(path));
  std::ifstream in(path, std::ios::binary);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `basic_ifstream` opens `path` by name after `file_size` judged it by name; it can be another file by then (security)
  in.read(data.data(), data.size());
  return data;
}

char *statThenAllocateBad(const char *path, size_t *size) {
  struct stat st;
  if (stat(path, &st) < 0)
    return nullptr;
  char *data = static_cast<char *>(malloc(st.st_size + 1));
  FILE *f = fopen(path, "rb");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` opens `path` by name after `stat` judged it by name; it can be another file by then (security)
  if (!f) {
    free(data);
    return nullptr;
  }
  *size = fread(data, 1, st.st_size, f);
  fclose(f);
  return data;
}

// Through a flag, a switch, a helper, a field, a global.

int throughFlagBad(const char *name) {
  bool ok = false;
  struct stat st;
  if (stat(name, &st) == 0)
    ok = (st.st_mode & S_IWOTH) == 0;
  if (!ok)
    return -1;
  return open(name, O_RDONLY);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` opens `name` by name after `stat` judged it by name; it can be another file by then (security)
}

int throughSwitchBad(const char *name) {
  struct stat st;
  if (stat(name, &st))
    return -1;
  switch (st.st_mode & S_IFMT) {
  case S_IFREG:
    return open(name, O_RDWR);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` opens `name` by name after `stat` judged it by name; it can be another file by then (security)
  default:
    return -1;
  }
}

static bool isSafe(const char *name) {
  struct stat st;
  return lstat(name, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == 0;
}

int checkOneHelperAwayBad(const std::string &dir) {
  std::string name = dir + "/config";
  if (!isSafe(name.c_str()))
    return -1;
  return open(name.c_str(), O_RDONLY);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` opens `name` by name after `isSafe` judged it by name; it can be another file by then (security)
}

static void requireDirectory(const fs::path &p) {
  if (fs::is_symlink(p))
    throw std::runtime_error("a link");
}

void helperThrowsBad(const fs::path &p) {
  requireDirectory(p);
  fs::remove_all(p / "cache");
  fs::resize_file(p, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `resize_file` changes `p` by name after `requireDirectory` judged it by name; it can be another file by then (security)
}

static int openIt(const char *name) { return open(name, O_RDONLY); }

int useOneHelperAwayBad(const char *name) {
  if (access(name, R_OK))
    return -1;
  return openIt(name);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `openIt` opens `name` by name after `access` judged it by name; it can be another file by then (security)
}

class Store {
public:
  explicit Store(std::string path) : path_(std::move(path)) {}
  bool protectBad() {
    struct stat st;
    if (::stat(path_.c_str(), &st) != 0)
      return false;
    if (st.st_mode & S_IRWXO)
      return ::chmod(path_.c_str(), 0600) == 0;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `chmod` changes `path_` by name after `stat` judged it by name; it can be another file by then (security)
    return true;
  }
  void createBad() {
    if (fs::exists(path_))
      return;
    std::ofstream out(path_);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `basic_ofstream` spoils `path_` if it is made after `exists` did not find it (security)
    out << "v1\n";
  }

private:
  std::string path_;
};

static const char *const kState = "/var/lib/agent/state";

bool globalNameBad() {
  if (access(kState, W_OK))
    return false;
  FILE *f = fopen(kState, "r+");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` opens `kState` by name after `access` judged it by name; it can be another file by then (security)
  if (!f)
    return false;
  fclose(f);
  return true;
}

bool literalsBad() {
  if (access("/tmp/agent.pid", W_OK) == 0)
    return truncate("/tmp/agent.pid", 0) == 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `truncate` changes `"/tmp/agent.pid"` by name after `access` judged it by name; it can be another file by then (security)
  return true;
}

bool formattedBad(const char *dir, int id) {
  char name[256];
  snprintf(name, sizeof name, "%s/%d", dir, id);
  if (access(name, W_OK) != 0)
    return false;
  return truncate(name, 0) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `truncate` changes `name` by name after `access` judged it by name; it can be another file by then (security)
}

bool atFolderBad(int dir, const char *name) {
  struct stat st;
  if (fstatat(dir, name, &st, 0) != 0 || st.st_uid != getuid())
    return false;
  return fchmodat(dir, name, 0600, 0) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fchmodat` changes `name` by name after `fstatat` judged it by name; it can be another file by then (security)
}

// Absence: what is not there yet.

bool absentThenCreateBad(const char *name, const char *text) {
  if (access(name, F_OK) == 0)
    return false;
  FILE *f = fopen(name, "w");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` spoils `name` if it is made after `access` did not find it (security)
  if (!f)
    return false;
  fputs(text, f);
  return fclose(f) == 0;
}

int absentThenOpenBad(const char *name) {
  struct stat st;
  int fd = -1;
  if (stat(name, &st) == -1 && errno == ENOENT)
    fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` spoils `name` if it is made after `stat` did not find it (security)
  return fd;
}

void absentThenHeaderBad(const fs::path &csv) {
  bool fresh = !fs::exists(csv);
  std::ofstream out(csv, std::ios::app);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `basic_ofstream` spoils `csv` if it is made after `exists` did not find it (security)
  if (fresh)
    out << "time,value\n";
  out << "1,2\n";
}

bool absentThenRenameBad(const fs::path &tmp, const fs::path &to) {
  if (fs::exists(to))
    return false;
  std::error_code ec;
  fs::rename(tmp, to, ec);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `rename` spoils `to` if it is made after `exists` did not find it (security)
  return !ec;
}

void absentThenMkdirBad(const std::string &dir) {
  if (!fs::exists(dir))
    if (::mkdir(dir.c_str(), 0755) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `mkdir` fails if `dir` is made after `exists` did not find it (correctness)
      throw std::system_error(errno, std::generic_category(), dir);
}

void absentThenCreateDirectoryBad(const fs::path &dir) {
  if (!fs::is_directory(dir) && !fs::create_directory(dir))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `create_directory` fails if `dir` is made after `is_directory` did not find it (correctness)
    throw std::runtime_error("no folder");
}

bool absentThenSymlinkBad(const char *target, const char *name) {
  if (access(name, F_OK) == 0)
    return true;
  if (symlink(target, name) != 0) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `symlink` fails if `name` is made after `access` did not find it (correctness)
    perror(name);
    return false;
  }
  return true;
}

// A picked name.

FILE *pickedBad() {
  char name[L_tmpnam];
  if (!tmpnam(name))
    return nullptr;
  return fopen(name, "w+");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` makes `name`, a name from `tmpnam` that anyone can have taken by now (security)
}

// Presence: the act fails where the check would have said no.

void presentThenRemoveBad(const fs::path &p) {
  if (!fs::exists(p))
    return;
  if (!fs::remove(p))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `remove` trusts that `p` is still what `exists` found (correctness)
    throw std::runtime_error("cannot remove");
}

bool presentThenUnlinkBad(const char *name) {
  if (access(name, F_OK) != 0)
    return true;
  if (unlink(name) != 0) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `unlink` trusts that `name` is still what `access` found (correctness)
    fprintf(stderr, "cannot remove %s: %s\n", name, strerror(errno));
    return false;
  }
  return true;
}

void presentThenRenameBad(const fs::path &from, const fs::path &to) {
  if (fs::exists(from))
    fs::rename(from, to);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `rename` trusts that `from` is still what `exists` found (correctness)
}

int presentThenListBad(const fs::path &dir) {
  int n = 0;
  if (!fs::exists(dir))
    return 0;
  for (const auto &entry : fs::directory_iterator(dir))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `directory_iterator` trusts that `dir` is still what `exists` found (correctness)
    n += entry.is_regular_file();
  return n;
}

bool presentThenLoadBad(const std::string &path, std::string *out) {
  if (!fs::exists(path))
    return true; // The defaults will do.
  FILE *f = fopen(path.c_str(), "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` trusts that `path` is still what `exists` found (correctness)
  if (!f)
    return false;
  char line[80];
  while (fgets(line, sizeof line, f))
    *out += line;
  fclose(f);
  return true;
}

void presentThenWriteBad(const char *name) {
  struct stat st;
  if (stat(name, &st) == -1)
    exit(1);
  int fd = open(name, O_RDWR);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` trusts that `name` is still what `stat` found (correctness)
  if (fd == -1)
    exit(1);
  if (write(fd, "x", 1) == -1)
    exit(1);
  close(fd);
}

void untestedBad(const char *name) {
  if (access(name, F_OK) != 0)
    return;
  FILE *f = fopen(name, "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` trusts that `name` is still what `access` found (correctness)
  char line[80];
  while (fgets(line, sizeof line, f))
    puts(line);
  fclose(f);
}

// An open file, and its name.

bool openThenStatBad(const char *name) {
  int fd = open(name, O_RDONLY);
  if (fd < 0)
    return false;
  struct stat st;
  if (stat(name, &st) != 0 || !S_ISREG(st.st_mode)) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `stat` looks `name` up again after `open`; it can be another file by then (security)
    close(fd);
    return false;
  }
  close(fd);
  return true;
}

bool openThenChmodBad(const char *name) {
  int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0666);
  if (fd < 0)
    return false;
  bool ok = chmod(name, 0600) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `chmod` looks `name` up again after `open`; it can be another file by then (security)
  close(fd);
  return ok;
}

void writeThenChmodBad(const std::string &key) {
  std::ofstream out(key);
  out << "secret";
  out.close();
  ::chmod(key.c_str(), 0600);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `chmod` looks `key` up again after `basic_ofstream`; it can be another file by then (security)
}

bool openThenChownBad(const char *name, uid_t uid) {
  FILE *f = fopen(name, "w");
  if (f == nullptr)
    return false;
  fputs("x", f);
  fclose(f);
  return chown(name, uid, -1) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `chown` looks `name` up again after `fopen`; it can be another file by then (security)
}

bool renameThenReadBad(const char *tmp, const char *name) {
  if (rename(tmp, name) != 0)
    return false;
  FILE *f = fopen(name, "r");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` looks `name` up again after `rename`; it can be another file by then (security)
  if (!f)
    return false;
  fclose(f);
  return true;
}

void pidThenUnlinkBad(const char *name) {
  int fd = open(name, O_RDONLY);
  if (fd < 0)
    return;
  struct stat st;
  bool old = fstat(fd, &st) == 0 && st.st_mtime < 1000;
  close(fd);
  if (old)
    unlink(name);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `unlink` looks `name` up again after `open`; it can be another file by then (security)
}

// An open that only looks.

static bool canRead(const std::string &path) {
  std::ifstream in(path);
  return in.good();
}

bool openedToLookBad(const std::string &path) {
  if (canRead(path))
    return false;
  std::ofstream out(path);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `basic_ofstream` spoils `path` if it is made after `canRead` did not find it (security)
  out << "new";
  return out.good();
}

bool fopenedToLookBad(const char *name) {
  FILE *f = fopen(name, "r");
  if (f) {
    fclose(f);
    return false;
  }
  f = fopen(name, "w");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `fopen` spoils `name` if it is made after `fopen` did not find it (security)
  if (!f)
    return false;
  fputs("new", f);
  fclose(f);
  return true;
}
