// RUN: %check_toctou %s toctou-filesystem %t
//
// Known gaps, named as they are.
#include <filesystem>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

// The answer is kept in a member by one method and used by another.
class Profile {
public:
  explicit Profile(std::string path) : path_(std::move(path)) {}
  void look() { there_ = fs::exists(path_); }
  void createBadFN() {
    if (!there_) {
      std::ofstream out(path_);
      out << "new";
    }
  }

private:
  std::string path_;
  bool there_ = false;
};

// An entry of a listing keeps what it was when it was listed.
void entryBadFN(const fs::path &dir) {
  for (const auto &entry : fs::directory_iterator(dir))
    if (entry.is_symlink())
      continue;
    else
      fs::permissions(entry.path(), fs::perms::owner_all);
}

void refresh(char *name);

// A callee may write to a name that the caller only has a pointer to.
int rewrittenOkFP(char *name) {
  if (access(name, R_OK) != 0)
    return -1;
  refresh(name);
  return open(name, O_RDONLY);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: `open` opens `name` by name after `access` judged it by name; it can be another file by then (security) [toctou-filesystem]
}
