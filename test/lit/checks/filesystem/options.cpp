// RUN: %check_toctou --check-suffix=PLAIN %s toctou-filesystem %t.plain
// RUN: %check_toctou --check-suffix=TRUST %s toctou-filesystem %t.trust -- "--config={CheckOptions: {toctou-filesystem.TrustedPrefixes: '/var/lib/agent;/etc'}}"
// RUN: %check_toctou --check-suffix=ALL %s toctou-filesystem %t.all -- "--config={CheckOptions: {toctou-filesystem.ReportRedundantChecks: true}}"
#include <cstdio>
#include <string>
#include <unistd.h>

bool trustedBad() {
  if (access("/var/lib/agent/state", W_OK) != 0)
    return false;
  return truncate("/var/lib/agent/state", 0) == 0;
  // CHECK-MESSAGES-PLAIN: :[[@LINE-1]]:{{[0-9]+}}: warning: `truncate` changes `"/var/lib/agent/state"` by name after `access` judged it by name
  // CHECK-MESSAGES-ALL: :[[@LINE-2]]:{{[0-9]+}}: warning: `truncate` changes
}

bool otherFolderBad() {
  if (access("/var/lib/agent2/state", W_OK) != 0)
    return false;
  return truncate("/var/lib/agent2/state", 0) == 0;
  // CHECK-MESSAGES-PLAIN: :[[@LINE-1]]:{{[0-9]+}}: warning: `truncate` changes
  // CHECK-MESSAGES-TRUST: :[[@LINE-2]]:{{[0-9]+}}: warning: `truncate` changes
  // CHECK-MESSAGES-ALL: :[[@LINE-3]]:{{[0-9]+}}: warning: `truncate` changes
}

FILE *redundantBad(const std::string &path) {
  if (access(path.c_str(), F_OK) != 0)
    return nullptr;
  FILE *f = fopen(path.c_str(), "r");
  // CHECK-MESSAGES-ALL: :[[@LINE-1]]:{{[0-9]+}}: warning: `access` before `fopen` of `path` is redundant
  if (!f)
    return nullptr;
  return f;
}
