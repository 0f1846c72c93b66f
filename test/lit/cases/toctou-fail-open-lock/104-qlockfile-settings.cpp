// source: aldelaro5/dolphin-memory-engine@d8eb1eb Source/GUI/Settings/SConfig.cpp (#135), musescore/MuseScore#2201
// A lock file next to the .ini is tried; when another instance has it there is a message, and the file
// is removed or rewritten under that instance. DME's fix keeps the values of a second instance in memory.
#include <map>
#include <memory>
#include <string>

using QString = std::string;
using QVariant = std::string;
void qWarning(const char *fmt, ...);

class QLockFile {
public:
  explicit QLockFile(const QString &fileName);
  ~QLockFile();
  bool lock();
  bool tryLock(int timeout = 0);
  void unlock();
  bool isLocked() const;
};
class QSettings {
public:
  explicit QSettings(const QString &fileName);
  void setValue(const QString &key, const QVariant &value);
  QVariant value(const QString &key, const QVariant &def = QVariant()) const;
  void clear();
  void sync();
  QString fileName() const;
};
class QFile {
public:
  static bool remove(const QString &fileName);
};

void resetFactorySettings(const QString &ini) {
  QLockFile lock(ini + ".lock");
  if (!lock.tryLock(500))
    qWarning("settings lock for %s is held by another process", ini.c_str());
  if (!QFile::remove(ini)) // EXPECT: toctou-fail-open-lock
    qWarning("could not delete settings file %s", ini.c_str());
  lock.unlock();
}

bool resetFactorySettingsFixed(const QString &ini) {
  QLockFile lock(ini + ".lock");
  if (!lock.tryLock(500)) {
    qWarning("settings lock for %s is held by another process, nothing was reset", ini.c_str());
    return false;
  }
  const bool removed = QFile::remove(ini);
  lock.unlock();
  return removed;
}

class RecentFiles {
public:
  explicit RecentFiles(const QString &ini) : m_settings(ini), m_lock(ini + "_lock") {}

  void store(const QString &list) {
    m_lock.tryLock(200);
    m_settings.setValue("recent", list); // EXPECT: toctou-fail-open-lock
    m_settings.sync();
    m_lock.unlock();
  }

  void storeWaiting(const QString &list) {
    while (!m_lock.tryLock(200))
      qWarning("waiting for the settings file");
    m_settings.setValue("recent", list);
    m_settings.sync();
    m_lock.unlock();
  }

  // setAtomicSyncRequired(false): the user chose a best-effort write over none.
  bool syncConfFile(const QString &list, bool atomicSyncOnly) {
    QLockFile lock(m_settings.fileName() + ".lock");
    if (!lock.tryLock(1000) && atomicSyncOnly)
      return false;
    m_settings.setValue("recent", list);
    m_settings.sync();
    return true;
  }

private:
  QSettings m_settings;
  QLockFile m_lock;
};

class SConfig {
public:
  explicit SConfig(const QString &ini)
      : m_settings(std::make_unique<QSettings>(ini)),
        m_lockFile(std::make_unique<QLockFile>(ini + "_lock")) {
    if (!m_lockFile->tryLock())
      qWarning("Unable to lock \"%s\". Is another instance running?", ini.c_str());
  }

  bool ownsSettingsFile() const { return m_lockFile->isLocked(); }

  void setTheme(const QString &theme) { setValue("coreSettings/theme", theme); }
  void setWatchModel(const QString &json) { setValue("watchModel", json); }

private:
  void setValue(const QString &key, const QVariant &value) {
    m_map[key] = value;
    if (ownsSettingsFile())
      m_settings->setValue(key, value);
  }

  std::unique_ptr<QSettings> m_settings;
  std::unique_ptr<QLockFile> m_lockFile;
  std::map<QString, QVariant> m_map;
};
