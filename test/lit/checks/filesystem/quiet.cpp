// RUN: %check_toctou %s toctou-filesystem %t
//
// Look-alikes: the outcome is the same, or it is another file, or the open one.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

// The outcome is the same either way.

void toleratedMkdirOk(const char *dir) {
  if (access(dir, F_OK) != 0)
    if (mkdir(dir, 0755) != 0 && errno != EEXIST)
      throw std::runtime_error("no folder");
}

void ignoredMkdirOk(const char *dir) {
  struct stat st;
  if (stat(dir, &st) != 0)
    mkdir(dir, 0755);
}

bool switchOnErrorOk(const char *dir) {
  if (access(dir, F_OK) == 0)
    return true;
  if (mkdir(dir, 0755) == 0)
    return true;
  switch (errno) {
  case EEXIST:
    return true;
  default:
    return false;
  }
}

bool savedErrorOk(const char *name) {
  if (access(name, F_OK) != 0)
    return true;
  int rc = unlink(name);
  int err = errno;
  if (rc != 0 && err != ENOENT)
    return false;
  return true;
}

void createDirectoriesOk(const fs::path &dir) {
  if (!fs::exists(dir))
    fs::create_directories(dir);
}

bool createDirectoriesErrorOk(const fs::path &dir) {
  std::error_code ec;
  if (!fs::is_directory(dir, ec)) {
    fs::create_directories(dir, ec);
    if (ec)
      return false;
  }
  return true;
}

void createDirectoryOk(const fs::path &dir) {
  if (!fs::exists(dir))
    fs::create_directory(dir);
}

void removeOk(const fs::path &p) {
  if (fs::exists(p))
    fs::remove(p);
}

void removeAllOk(const fs::path &p) {
  if (fs::exists(p))
    fs::remove_all(p);
}

void ignoredUnlinkOk(const std::string &p) {
  struct stat st;
  if (stat(p.c_str(), &st) == 0)
    (void)unlink(p.c_str());
}

bool sameFailureOk(const char *name) {
  if (access(name, F_OK) != 0)
    return false;
  return unlink(name) == 0;
}

FILE *readOnlyOk(const std::string &path) {
  if (!fs::exists(path))
    return nullptr;
  FILE *f = fopen(path.c_str(), "r");
  if (!f)
    return nullptr;
  return f;
}

std::string loadOk(const fs::path &path) {
  std::string text;
  if (fs::exists(path)) {
    std::ifstream in(path);
    std::getline(in, text);
  }
  return text;
}

std::string loadRegularOk(const fs::path &path) {
  if (!fs::is_regular_file(path))
    return "";
  std::ifstream in(path);
  if (!in)
    return "";
  std::string text;
  std::getline(in, text);
  return text;
}

// The check only picks a name or a message, or is shown.

std::string pickOk(const std::string &home) {
  std::string path = home + "/.toolrc";
  if (access(path.c_str(), R_OK) != 0)
    path = "/etc/toolrc";
  return path;
}

FILE *pickThenOpenOk(const std::string &home) {
  std::string path = home + "/.toolrc";
  if (!fs::exists(path))
    path = home + "/.config/toolrc";
  return fopen(path.c_str(), "r");
}

int messageOk(const char *name) {
  if (access(name, F_OK) != 0)
    fprintf(stderr, "%s will be made\n", name);
  return open(name, O_RDWR | O_CREAT, 0644);
}

void showOk(const char *name) {
  struct stat st;
  if (stat(name, &st) == 0)
    printf("%s: %ld bytes\n", name, (long)st.st_size);
}

// A cache.

class Cache {
public:
  explicit Cache(std::string path) : path_(std::move(path)) {}
  void refreshOk() {
    struct stat st;
    if (stat(path_.c_str(), &st) != 0 || st.st_mtime == stamp_)
      return;
    std::ifstream in(path_);
    std::getline(in, text_);
    stamp_ = st.st_mtime;
  }
  void reloadOk() {
    auto now = fs::last_write_time(path_);
    if (now == written_)
      return;
    written_ = now;
    std::ifstream in(path_);
    std::getline(in, text_);
  }

private:
  std::string path_, text_;
  time_t stamp_ = 0;
  fs::file_time_type written_;
};

// The kernel's own files.

bool processOk(int pid) {
  char name[64];
  snprintf(name, sizeof name, "/proc/%d/stat", pid);
  if (access(name, R_OK) != 0)
    return true;
  FILE *f = fopen(name, "r");
  if (!f)
    return false;
  fclose(f);
  return true;
}

bool sysOk() {
  if (access("/sys/class/net", R_OK) != 0)
    return false;
  DIR *d = opendir("/sys/class/net");
  if (!d)
    throw std::runtime_error("no /sys");
  closedir(d);
  return true;
}

bool sysUnderOk(const std::string &device) {
  std::string name = "/sys/class/net/" + device;
  if (access(name.c_str(), W_OK) != 0)
    return false;
  return truncate(name.c_str(), 0) == 0;
}

// Another file, or another name by now.

bool otherNameOk(const char *from, const char *to) {
  if (access(from, R_OK) != 0)
    return false;
  FILE *f = fopen(to, "w");
  if (!f)
    return false;
  fclose(f);
  return true;
}

bool reusedBufferOk(const char *dir) {
  char name[256];
  snprintf(name, sizeof name, "%s/a", dir);
  if (access(name, W_OK) != 0)
    return false;
  snprintf(name, sizeof name, "%s/b", dir);
  return truncate(name, 0) == 0;
}

bool appendedOk(std::string path) {
  if (access(path.c_str(), W_OK) != 0)
    return false;
  path += "/log";
  return truncate(path.c_str(), 0) == 0;
}

bool slashOk(fs::path path) {
  if (!fs::is_symlink(path)) {
    path /= "log";
    fs::resize_file(path, 0);
  }
  return true;
}

void parentOk(const fs::path &path) {
  if (!fs::is_symlink(path.parent_path()))
    fs::resize_file(path, 0);
}

bool otherFolderOk(int a, int b, const char *name) {
  if (faccessat(a, name, W_OK, 0) != 0)
    return false;
  return unlinkat(b, name, 0) == 0;
}

void rewrite(char *name);

int rewrittenOk(const char *given) {
  char name[64];
  strncpy(name, given, sizeof name);
  if (access(name, R_OK) != 0)
    return -1;
  rewrite(name);
  return open(name, O_RDONLY);
}

int loopOk(const std::vector<std::string> &names) {
  int made = 0;
  for (const std::string &name : names) {
    if (access(name.c_str(), W_OK) != 0)
      made += 1;
    else
      continue;
  }
  return made;
}

// The open file is what is checked.

int openThenFstatOk(const char *name) {
  int fd = open(name, O_RDONLY);
  struct stat st;
  if (fd >= 0 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
    close(fd);
    return -1;
  }
  return fd;
}

int recheckedOk(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0 || !S_ISREG(st.st_mode))
    return -1;
  int fd = open(name, O_RDONLY | O_NONBLOCK);
  if (fd < 0)
    return -1;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    close(fd);
    return -1;
  }
  return fd;
}

int comparedOk(const char *name) {
  struct stat before, now;
  if (lstat(name, &before) != 0 || S_ISLNK(before.st_mode))
    return -1;
  int fd = open(name, O_RDWR);
  if (fd < 0)
    return -1;
  if (fstat(fd, &now) != 0 || now.st_ino != before.st_ino ||
      now.st_dev != before.st_dev) {
    close(fd);
    return -1;
  }
  return fd;
}

int noFollowOk(const char *name) {
  struct stat st;
  if (lstat(name, &st) == 0 && S_ISLNK(st.st_mode))
    return -1;
  return open(name, O_WRONLY | O_NOFOLLOW);
}

bool fchmodOk(const char *name) {
  int fd = open(name, O_CREAT | O_EXCL | O_WRONLY, 0666);
  if (fd < 0)
    return false;
  bool ok = fchmod(fd, 0600) == 0;
  close(fd);
  return ok;
}

// The act excludes.

int exclusiveOk(const char *name) {
  if (access(name, F_OK) == 0)
    return -1;
  return open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);
}

FILE *exclusiveModeOk(const char *name) {
  struct stat st;
  if (stat(name, &st) == 0)
    return nullptr;
  return fopen(name, "wx");
}

bool copyOk(const fs::path &from, const fs::path &to) {
  if (fs::exists(to))
    return false;
  std::error_code ec;
  return fs::copy_file(from, to, ec);
}

// The act first.

bool classifyOk(const char *dir) {
  if (mkdir(dir, 0755) == 0)
    return true;
  struct stat st;
  return errno == EEXIST && stat(dir, &st) == 0 && S_ISDIR(st.st_mode);
}

int retryOk(const char *name) {
  int fd = open(name, O_RDWR);
  if (fd < 0 && access(name, F_OK) != 0)
    fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
  return fd;
}

// One's own temporary file.

bool temporaryOk(const std::string &path, const std::string &data) {
  std::string tmp = path + ".tmp";
  FILE *f = fopen(tmp.c_str(), "w");
  if (!f)
    return false;
  bool ok = fwrite(data.data(), 1, data.size(), f) == data.size();
  ok &= fclose(f) == 0;
  if (!ok) {
    unlink(tmp.c_str());
    return false;
  }
  return rename(tmp.c_str(), path.c_str()) == 0;
}

bool touchOk(const char *name) {
  if (access(name, F_OK) == 0)
    return true;
  int fd = open(name, O_CREAT | O_WRONLY, 0644);
  if (fd < 0)
    return false;
  close(fd);
  return true;
}

// The type picks what removes.

bool removeEntryOk(const char *name) {
  struct stat st;
  if (lstat(name, &st) != 0)
    return false;
  return S_ISDIR(st.st_mode) ? rmdir(name) == 0 : unlink(name) == 0;
}

// Not about the check.

int unrelatedOk(const char *name, bool verbose) {
  struct stat st;
  stat(name, &st);
  if (verbose)
    return open(name, O_RDONLY);
  return -1;
}

bool opaqueLoad(const std::string &path);

bool opaqueOk(const std::string &path) {
  if (access(path.c_str(), R_OK) != 0)
    return false;
  return opaqueLoad(path);
}

void copyThenOpenOk(const std::string &path) {
  std::ofstream out(path);
  out << "x";
  out.close();
  std::ifstream in(path);
  std::string text;
  in >> text;
}

std::string searchOk(const std::vector<std::string> &dirs) {
  for (const auto &d : dirs) {
    std::string full = d + "/tool";
    if (access(full.c_str(), X_OK) == 0)
      return full;
  }
  return "";
}
