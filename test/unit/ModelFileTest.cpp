//===- ModelFileTest.cpp --------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/ModelFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace llvm;
using namespace clang::toctou;

namespace {

std::unique_ptr<ModelFile> parsed(StringRef Yaml) {
  auto File = ModelFile::parse(Yaml, "m.yaml");
  if (!File) {
    ADD_FAILURE() << toString(File.takeError());
    return nullptr;
  }
  return std::move(*File);
}

std::string errorOf(StringRef Yaml) {
  auto File = ModelFile::parse(Yaml, "m.yaml");
  return File ? "" : toString(File.takeError());
}

TEST(ModelFile, EverySection) {
  auto File = parsed(R"(
locks:
  - callee: my::Latch::enter
    effect: try-acquire
    lock: 1
    held: zero
    shared: true
guards:
  - class: my::Holder
    kind: accessor
    needs-lock: true
lock-classes: [{class: my::Latch}]
locked-calls: [{callee: my::with, lock: 0}]
sockets:
  - {callee: my_pick, effect: pick-port, port: result, address: true}
  - {callee: my_bind, effect: bind, socket: receiver, port: 1, ok: non-negative,
     port-type: number}
socket-classes: [{class: my::Sock}]
port-fields: [{field: "my::Addr::port"}]
hand-overs:
  - {callee: serve, kind: server}
  - {callee: put, kind: config-file, port: 1, target: 0, ok: non-zero}
hand-over-classes: [{class: "*backend", kind: client, needs-start: true}]
flows: [{callee: my_str, from: 0, to: 1}]
list-classes: [{class: my::Argv}]
logs: [{callee: my_log}]
log-objects: [{name: trace}]
invokes: [{callee: my_each}]
makes: [{callee: my_make}]
file-classes: [{class: my::File}]
text-classes: [{class: my::Rope}]
owner-classes: [{class: my::Ptr}]
defers: [{callee: my_later}]
draws: [{callee: my_dice}]
atomics: [{callee: my_put, effect: store, object: 0, value: 1, relaxed: true}]
atomic-classes: [{class: my::Flag}]
steps:
  - {callee: my::Box::has, effect: holds, key: 0, self-locking: true}
container-classes:
  - {class: my::Box, self-locking: true, handle: true, unless-argument: None}
no-returns: [{callee: my_die}]
status-names: [{name: drained}]
failure-names: [{name: broken}]
not-telling: [{name: "*blocklock"}]
)");
  ASSERT_TRUE(File);
  const Table &T = File->table();
  ASSERT_EQ(T.Locks.size(), 1u);
  EXPECT_EQ(T.Locks[0].Callee, "my::Latch::enter");
  EXPECT_EQ(T.Locks[0].Effect, LockEffect::TryAcquire);
  EXPECT_EQ(T.Locks[0].Lock, 1);
  EXPECT_EQ(T.Locks[0].Held, Success::Zero);
  EXPECT_TRUE(T.Locks[0].Shared);
  ASSERT_EQ(T.Guards.size(), 1u);
  EXPECT_EQ(T.Guards[0].Kind, GuardKind::Accessor);
  EXPECT_TRUE(T.Guards[0].NeedsLock);
  EXPECT_FALSE(T.Guards[0].Shared);
  EXPECT_EQ(T.LockClasses.size(), 1u);
  EXPECT_EQ(T.LockedCalls[0].Lock, 0);
  ASSERT_EQ(T.Nets.size(), 2u);
  EXPECT_EQ(T.Nets[0].Port, Result);
  EXPECT_EQ(T.Nets[0].Socket, NoSlot);
  EXPECT_TRUE(T.Nets[0].IsAddress);
  EXPECT_EQ(T.Nets[1].Socket, Receiver);
  EXPECT_EQ(T.Nets[1].Ok, Success::NonNegative);
  EXPECT_EQ(T.Nets[1].PortType, "number");
  ASSERT_EQ(T.HandOvers.size(), 2u);
  EXPECT_EQ(T.HandOvers[0].Port, AnyArgument);
  EXPECT_EQ(T.HandOvers[1].Kind, HandOverKind::ConfigFile);
  EXPECT_EQ(T.HandOvers[1].Target, 0);
  EXPECT_EQ(T.HandOverClasses[0].Kind, HandOverKind::Client);
  EXPECT_TRUE(T.HandOverClasses[0].NeedsStart);
  EXPECT_EQ(T.Flows[0].To, 1);
  EXPECT_EQ(T.StatusNames[0].Name, "drained");
  ASSERT_EQ(T.Atomics.size(), 1u);
  EXPECT_EQ(T.Atomics[0].Effect, AtomicEffect::Store);
  EXPECT_EQ(T.Atomics[0].Object, 0);
  EXPECT_EQ(T.Atomics[0].Value, 1);
  EXPECT_TRUE(T.Atomics[0].Relaxed);
  EXPECT_EQ(T.AtomicClasses.size(), 1u);
  ASSERT_EQ(T.Steps.size(), 1u);
  EXPECT_EQ(T.Steps[0].Effect, StepEffect::Holds);
  EXPECT_EQ(T.Steps[0].Key, 0);
  EXPECT_TRUE(T.Steps[0].SelfLocking);
  ASSERT_EQ(T.ContainerClasses.size(), 1u);
  EXPECT_TRUE(T.ContainerClasses[0].IsHandle);
  EXPECT_EQ(T.ContainerClasses[0].UnlessArgument, "None");
  EXPECT_EQ(T.SocketClasses.size() + T.PortFields.size() +
                T.ListClasses.size() + T.Logs.size() + T.LogObjects.size() +
                T.Invokes.size() + T.Defers.size() + T.NoReturns.size() +
                T.Makes.size() + T.FileClasses.size() + T.OwnerClasses.size() +
                T.Draws.size() + T.FailureNames.size() + T.TextClasses.size() +
                T.NotTelling.size(),
            15u);
}

TEST(ModelFile, EmptyIsFine) {
  EXPECT_EQ(errorOf(""), "");
  EXPECT_EQ(errorOf("# nothing yet\n"), "");
  EXPECT_EQ(errorOf("locks:\n"), "");
  EXPECT_EQ(errorOf("locks: []\n"), "");
}

TEST(ModelFile, ErrorsNameThePlaceAndWhatWouldBeRight) {
  EXPECT_EQ(errorOf("locks:\n  - callee: f\n    effect: grab\n"),
            "m.yaml:3:13: unknown effect 'grab': it must be 'acquire', "
            "'try-acquire', 'release' or 'wait'");
  EXPECT_EQ(errorOf("logs:\n  - calle: f\n"),
            "m.yaml:2:5: unknown key 'calle': a row of this section has "
            "'callee'");
  EXPECT_EQ(errorOf("locks:\n  - effect: acquire\n"),
            "m.yaml:2:5: this row lacks 'callee'");
  EXPECT_EQ(errorOf("locks:\n  - callee: f\n"),
            "m.yaml:2:5: this row lacks 'effect'");
  EXPECT_EQ(errorOf("flows:\n  - callee: f\n    from: first\n"),
            "m.yaml:3:11: 'first' is no place of a call: 'from' must be the "
            "number of an argument from 0, 'receiver', 'result' or 'any'");
  EXPECT_EQ(errorOf("flows:\n  - {callee: f, from: -1}\n").substr(0, 31),
            "m.yaml:2:23: '-1' is no place o");
  EXPECT_EQ(errorOf("guards:\n  - class: G\n    shared: maybe\n"),
            "m.yaml:3:13: unknown shared 'maybe': it must be 'false' or "
            "'true'");
  EXPECT_EQ(errorOf("logs: f\n"),
            "m.yaml:1:7: section 'logs' must be a list: each row begins with "
            "'- '");
  EXPECT_EQ(errorOf("logs:\n  - f\n"),
            "m.yaml:2:5: a row must be a mapping, as in '- callee: "
            "mylib::Latch::enter'");
  EXPECT_EQ(errorOf("- a\n"),
            "m.yaml:1:1: a model file must be a mapping from sections to lists "
            "of rows, as in 'locks:'");
  EXPECT_EQ(errorOf("logs:\n  - callee: [a, b]\n"),
            "m.yaml:2:5: 'callee' must have one plain value");
  EXPECT_EQ(errorOf("logs:\n  - callee: f\n    callee: g\n"),
            "m.yaml:3:5: 'callee' is given twice");
  EXPECT_EQ(errorOf("logs:\n  - callee: void f\n").substr(0, 45),
            "m.yaml:2:13: 'callee' must be a qualified nam");
  EXPECT_EQ(errorOf("lock:\n  - callee: f\n").substr(0, 57),
            "m.yaml:1:1: unknown section 'lock': a model file has 'loc");
}

TEST(ModelFile, NothingIsDroppedInSilence) {
  EXPECT_EQ(errorOf("logs:\n\t- callee: f\n"),
            "m.yaml:2:1: not valid YAML: a tab indents this line; use spaces");
  EXPECT_EQ(errorOf("logs: []\n---\nlogs: []\n"),
            "m.yaml:3:1: a model file is one YAML document");
}

TEST(ModelFile, BrokenYamlIsOneLine) {
  for (const char *Yaml : {"logs: [{callee: f}\n", "logs:\n\t- callee: f\n",
                           "logs: {\n", "a: b: c\n", "\"\n", "logs: 'x\n"}) {
    std::string E = errorOf(Yaml);
    EXPECT_TRUE(StringRef(E).starts_with("m.yaml:")) << Yaml << E;
    EXPECT_FALSE(StringRef(E).contains('\n')) << E;
  }
}

//===----------------------------------------------------------------------===//
// The page
//===----------------------------------------------------------------------===//

class ModelsPage : public testing::Test {
protected:
  void SetUp() override {
    SmallString<128> Path(sys::path::parent_path(__FILE__));
    sys::path::append(Path, "..", "..", "docs", "models.md");
    auto Page = MemoryBuffer::getFile(Path);
    if (!Page)
      GTEST_SKIP() << "no source folder here";
    Buffer = std::move(*Page);
    Text = Buffer->getBuffer();
  }

  std::unique_ptr<MemoryBuffer> Buffer;
  StringRef Text;
};

TEST_F(ModelsPage, ItsBlocksAreModelFiles) {
  unsigned Blocks = 0;
  for (StringRef Rest = Text.split("```yaml\n").second; !Rest.empty();
       Rest = Rest.split("```yaml\n").second) {
    EXPECT_EQ(errorOf(Rest.split("```").first), "");
    ++Blocks;
  }
  EXPECT_GE(Blocks, 2u);
}

TEST_F(ModelsPage, ItListsEverySection) {
  StringRef Known = "a model file has ";
  std::string Error = errorOf("no-such-section:\n");
  StringRef List = StringRef(Error).split(Known).second;
  SmallVector<StringRef, 32> Parts;
  List.split(Parts, '\'');
  ASSERT_GT(Parts.size(), 40u);
  for (size_t I = 1; I < Parts.size(); I += 2)
    EXPECT_TRUE(Text.contains(("| `" + Parts[I] + "` |").str()))
        << Parts[I].str();
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

class ModelFileOnDisk : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(sys::fs::createUniqueDirectory("toctou-models", Root));
    ASSERT_FALSE(sys::fs::create_directories(path("a/b")));
  }
  void TearDown() override { sys::fs::remove_directories(Root); }

  std::string path(StringRef Below) {
    SmallString<128> P(Root);
    sys::path::append(P, Below);
    return P.str().str();
  }
  void write(StringRef Below, StringRef Text) {
    std::error_code EC;
    raw_fd_ostream(path(Below), EC) << Text;
    ASSERT_FALSE(EC);
  }

  SmallString<128> Root;
};

TEST_F(ModelFileOnDisk, IsLookedUpFromTheFolderUpward) {
  write("rows.yaml", "logs: [{callee: outer}]\n");
  auto File = ModelFile::load("rows.yaml", path("a/b"));
  ASSERT_TRUE(bool(File)) << toString(File.takeError());
  EXPECT_EQ((*File)->table().Logs[0].Callee, "outer");
  write("a/rows.yaml", "logs: [{callee: inner}]\n");
  File = ModelFile::load("rows.yaml", path("a/b"));
  ASSERT_TRUE(bool(File));
  EXPECT_EQ((*File)->table().Logs[0].Callee, "inner");
  File = ModelFile::load(path("rows.yaml"), "/");
  ASSERT_TRUE(bool(File));
}

TEST_F(ModelFileOnDisk, MissingFileIsAnErrorThatNamesIt) {
  auto File = ModelFile::load("no-such-rows.yaml", path("a/b"));
  ASSERT_FALSE(bool(File));
  std::string E = toString(File.takeError());
  EXPECT_TRUE(StringRef(E).contains("no-such-rows.yaml")) << E;
  File = ModelFile::load(path("nothing.yaml"), "/");
  ASSERT_FALSE(bool(File));
  E = toString(File.takeError());
  EXPECT_TRUE(StringRef(E).contains("nothing.yaml")) << E;
}

TEST_F(ModelFileOnDisk, ErrorInAFileNamesItsPath) {
  write("rows.yaml", "locks:\n  - effect: acquire\n");
  auto File = ModelFile::load("rows.yaml", path("a"));
  ASSERT_FALSE(bool(File));
  EXPECT_EQ(toString(File.takeError()),
            path("rows.yaml") + ":2:5: this row lacks 'callee'");
}

} // namespace
