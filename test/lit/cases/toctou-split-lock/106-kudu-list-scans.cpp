// source: apache/kudu@c1330bc2f71cd2e84ac16fdcdc4373841afc7bdb src/kudu/tserver/scanners.cc ScannerManager::ListScans
// Active and completed scans are gathered in two locked stages (here: of one lock) and joined in one list; a scan that
// completes in between is listed twice. Upstream now removes the doubles; one section over both cures it as well.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

namespace kudu::tserver {

struct ScanDescriptor {
  std::string scanner_id;
  std::string table;
  int64_t start_time_us = 0;
};

class ScannerManager {
 public:
  explicit ScannerManager(size_t history) : history_(history) {}

  void Register(const ScanDescriptor& d) {
    std::unique_lock<std::shared_mutex> l(lock_);
    scanners_by_id_[d.scanner_id] = d;
  }

  bool Unregister(const std::string& id) {
    std::unique_lock<std::shared_mutex> l(lock_);
    auto it = scanners_by_id_.find(id);
    if (it == scanners_by_id_.end()) return false;
    completed_scans_.push_back(it->second);
    if (completed_scans_.size() > history_) completed_scans_.erase(completed_scans_.begin());
    scanners_by_id_.erase(it);
    return true;
  }

  size_t CountActive() const {
    std::shared_lock<std::shared_mutex> l(lock_);
    return scanners_by_id_.size();
  }

  std::vector<ScanDescriptor> ListScans() const;
  std::vector<ScanDescriptor> ListScansFixed() const;
  std::vector<ScanDescriptor> ListScansOfTable(const std::string& table) const;
  void DumpCounts(std::ostream& out) const;
  size_t FreeHistory() const;

  size_t history() const { return history_; }

 private:
  std::vector<ScanDescriptor> ActiveScans() const {
    std::vector<ScanDescriptor> scans;
    std::shared_lock<std::shared_mutex> l(lock_);
    for (const auto& e : scanners_by_id_) scans.push_back(e.second);
    return scans;
  }

  std::vector<ScanDescriptor> CompletedScans() const {
    std::shared_lock<std::shared_mutex> l(lock_);
    return completed_scans_;
  }

  // Requires lock_.
  void CollectUnlocked(std::vector<ScanDescriptor>* scans) const {
    for (const auto& e : scanners_by_id_) scans->push_back(e.second);
    scans->insert(scans->end(), completed_scans_.begin(), completed_scans_.end());
  }

  static void SortByStart(std::vector<ScanDescriptor>* scans) {
    std::sort(scans->begin(), scans->end(), [](const ScanDescriptor& a, const ScanDescriptor& b) {
      return a.start_time_us > b.start_time_us;
    });
  }

  const size_t history_;
  mutable std::shared_mutex lock_;
  std::map<std::string, ScanDescriptor> scanners_by_id_;
  std::vector<ScanDescriptor> completed_scans_;
};

std::vector<ScanDescriptor> ScannerManager::ListScans() const {
  std::vector<ScanDescriptor> scans = ActiveScans();
  const std::vector<ScanDescriptor> ended = CompletedScans();  // EXPECT: toctou-split-lock
  scans.insert(scans.end(), ended.begin(), ended.end());
  SortByStart(&scans);
  return scans;
}

std::vector<ScanDescriptor> ScannerManager::ListScansFixed() const {
  std::vector<ScanDescriptor> scans;
  {
    std::shared_lock<std::shared_mutex> l(lock_);
    CollectUnlocked(&scans);
  }
  SortByStart(&scans);
  return scans;
}

// Both stages, one section; the filter runs on the copy.
std::vector<ScanDescriptor> ScannerManager::ListScansOfTable(const std::string& table) const {
  std::vector<ScanDescriptor> of_table;
  for (auto& d : ListScansFixed()) {
    if (d.table == table) of_table.push_back(std::move(d));
  }
  return of_table;
}

// For the page footer.
void ScannerManager::DumpCounts(std::ostream& out) const {
  out << "active: " << CountActive() << "\n";
  out << "completed: " << CompletedScans().size() << "\n";
}

// The size of the history is a constant.
size_t ScannerManager::FreeHistory() const { return history() - CompletedScans().size(); }

// Managers of two servers.
size_t BusiestLoad(const ScannerManager& a, const ScannerManager& b) {
  return std::max(a.CountActive(), b.CountActive());
}

}  // namespace kudu::tserver
