//===- AnnotationsTest.cpp ------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/ApiLookup.h"
#include "ParsedCode.h"

using namespace clang;
using namespace clang::toctou;

namespace {

TEST(Annotations, Locks) {
  ParsedCode Code(R"(
    struct Mutex;
    struct Latch {
      [[clang::annotate("toctou::acquire")]] void enter();
      [[clang::annotate("toctou::try_acquire")]] int enterSoon();
      [[clang::annotate("toctou::release")]] void leave();
    };
    [[clang::annotate("toctou::acquire")]]
    void enter(int level, [[clang::annotate("toctou::lock")]] Mutex &mutex);
    [[clang::annotate("toctou::try_acquire")]] bool tryEnter(Mutex *mutex);
    [[clang::annotate("toctou::release")]] void leaveNothing();)");
  ApiLookup Rows;
  auto Lock = [&](llvm::StringRef Name) {
    return Rows.call(Code.find(Name)).Lock;
  };
  ASSERT_TRUE(Lock("Latch::enter"));
  EXPECT_EQ(Lock("Latch::enter")->Effect, LockEffect::Acquire);
  EXPECT_EQ(Lock("Latch::enter")->Lock, Receiver);
  ASSERT_TRUE(Lock("Latch::enterSoon"));
  EXPECT_EQ(Lock("Latch::enterSoon")->Effect, LockEffect::TryAcquire);
  EXPECT_EQ(Lock("Latch::enterSoon")->Held, Success::NonZero);
  ASSERT_TRUE(Lock("Latch::leave"));
  EXPECT_EQ(Lock("Latch::leave")->Effect, LockEffect::Release);
  ASSERT_TRUE(Lock("enter"));
  EXPECT_EQ(Lock("enter")->Lock, 1);
  ASSERT_TRUE(Lock("tryEnter"));
  EXPECT_EQ(Lock("tryEnter")->Lock, 0);
  EXPECT_EQ(Lock("tryEnter")->Held, Success::NonZero);
  EXPECT_FALSE(Lock("leaveNothing"));
}

TEST(Annotations, AreReadInC) {
  ParsedCode Code(R"(
    struct latch;
    __attribute__((annotate("toctou::try_acquire")))
    int latch_enter(struct latch *l);)",
                  /*IsC=*/true);
  ApiLookup Rows;
  const CallModel &Enter = Rows.call(Code.find("latch_enter"));
  ASSERT_TRUE(Enter.Lock);
  EXPECT_EQ(Enter.Lock->Lock, 0);
  EXPECT_EQ(Enter.Lock->Held, Success::Zero);
}

TEST(Annotations, Ports) {
  ParsedCode Code(R"(
    [[clang::annotate("toctou::picks_port")]] int claim();
    [[clang::annotate("toctou::picks_port")]]
    bool claimInto(const char *host, [[clang::annotate("toctou::port")]] int *n);
    [[clang::annotate("toctou::binds")]]
    int occupy(int fd, [[clang::annotate("toctou::port")]] int n);
    [[clang::annotate("toctou::hands_over")]] void serve(const char *, int n);
    [[clang::annotate("toctou::hands_over_child")]]
    bool run(const char *, [[clang::annotate("toctou::port")]] int n);)");
  ApiLookup Rows;
  auto Call = [&](llvm::StringRef Name) -> const CallModel & {
    return Rows.call(Code.find(Name));
  };
  ASSERT_EQ(Call("claim").Net.size(), 1u);
  EXPECT_EQ(Call("claim").Net[0]->Effect, NetEffect::PickPort);
  EXPECT_EQ(Call("claim").Net[0]->Port, Result);
  EXPECT_FALSE(Call("claim").ByNameOnly);
  ASSERT_EQ(Call("claimInto").Net.size(), 1u);
  EXPECT_EQ(Call("claimInto").Net[0]->Port, 1);
  EXPECT_EQ(Call("claimInto").Net[0]->Ok, Success::NonZero);
  ASSERT_EQ(Call("occupy").Net.size(), 1u);
  EXPECT_EQ(Call("occupy").Net[0]->Effect, NetEffect::Bind);
  EXPECT_EQ(Call("occupy").Net[0]->Port, 1);
  EXPECT_EQ(Call("occupy").Net[0]->Ok, Success::Zero);
  ASSERT_EQ(Call("serve").HandOver.size(), 1u);
  EXPECT_EQ(Call("serve").HandOver[0]->Kind, HandOverKind::Server);
  EXPECT_EQ(Call("serve").HandOver[0]->Port, AnyArgument);
  EXPECT_EQ(Call("serve").HandOver[0]->Ok, Success::Always);
  ASSERT_EQ(Call("run").HandOver.size(), 1u);
  EXPECT_EQ(Call("run").HandOver[0]->Kind, HandOverKind::ChildArgument);
  EXPECT_EQ(Call("run").HandOver[0]->Port, 1);
}

TEST(Annotations, Callables) {
  ParsedCode Code(R"(
    [[clang::annotate("toctou::logs")]] void show(int);
    [[clang::annotate("toctou::invokes")]] void now(void (*)());
    [[clang::annotate("toctou::defers")]] void later(void (*)());)");
  ApiLookup Rows;
  EXPECT_TRUE(Rows.call(Code.find("show")).Logs);
  EXPECT_TRUE(Rows.call(Code.find("now")).InvokesCallable);
  EXPECT_TRUE(Rows.call(Code.find("later")).DefersCallable);
}

TEST(Annotations, WinOverRowsAndTellingNames) {
  ParsedCode Code(R"(
    [[clang::annotate("toctou::reserves_port")]] int getFreePort();
    extern "C" [[clang::annotate("toctou::logs")]]
    int bind(int, const void *, unsigned);
    int pickUnusedPort();)");
  ApiLookup Rows;
  const CallModel &Held = Rows.call(Code.find("getFreePort"));
  EXPECT_TRUE(Held.Net.empty());
  EXPECT_FALSE(Held.isEmpty()); // A body in sight is not asked.
  EXPECT_FALSE(Held.ByNameOnly);
  EXPECT_EQ(Rows.call(Code.find("pickUnusedPort")).Net.size(), 1u);
}

TEST(Annotations, AnyRedeclarationAndOverrides) {
  ParsedCode Code(R"(
    int claim();
    [[clang::annotate("toctou::picks_port")]] int claim();
    int claim() { return 1; }
    struct Agent {
      [[clang::annotate("toctou::hands_over")]] virtual void attach(int);
    };
    struct LocalAgent : Agent { void attach(int) override; };)");
  ApiLookup Rows;
  EXPECT_EQ(Rows.call(Code.find("claim")).Net.size(), 1u);
  EXPECT_EQ(Rows.call(Code.find("LocalAgent::attach")).HandOver.size(), 1u);
}

TEST(Annotations, Classes) {
  ParsedCode Code(R"(
    class [[clang::annotate("toctou::lock")]] Latch {};
    class [[clang::annotate("toctou::guard")]] Hold { Hold(Latch &) {} };
    class Derived : public Hold {};
    class [[clang::annotate("toctou::socket")]] Plug {};
    class [[clang::annotate("toctou::server")]] Desk {};
    class [[clang::annotate("toctou::server_config")]] Plan {};
    class [[clang::annotate("toctou::self_locking")]] Box {
      bool empty() const;
    };
    class [[clang::annotate("toctou::client")]] EchoServer {};)");
  ApiLookup Rows;
  auto Record = [&](llvm::StringRef Name) -> const ClassModel & {
    return Rows.record(Code.find<CXXRecordDecl>(Name));
  };
  EXPECT_TRUE(Record("Latch").IsLock);
  ASSERT_TRUE(Record("Hold").Guard);
  EXPECT_EQ(Record("Hold").Guard->Kind, GuardKind::Scoped);
  EXPECT_FALSE(Record("Hold").ByNameOnly);
  EXPECT_TRUE(Record("Derived").Guard);
  EXPECT_TRUE(Record("Plug").IsSocket);
  ASSERT_TRUE(Record("Desk").HandOver);
  EXPECT_EQ(Record("Desk").HandOver->Kind, HandOverKind::Server);
  ASSERT_TRUE(Record("Plan").HandOver);
  EXPECT_EQ(Record("Plan").HandOver->Kind, HandOverKind::ServerConfig);
  ASSERT_TRUE(Record("Box").Container);
  EXPECT_TRUE(Rows.call(Code.find("Box::empty")).LocksItself);
  ASSERT_TRUE(Record("EchoServer").HandOver);
  EXPECT_EQ(Record("EchoServer").HandOver->Kind, HandOverKind::Client);
}

TEST(Annotations, UnknownWordsSayNothing) {
  ParsedCode Code(R"(
    [[clang::annotate("toctou::aquire")]] int getFreePort();
    [[clang::annotate("other::logs")]] void show(int);)");
  ApiLookup Rows;
  EXPECT_EQ(Rows.call(Code.find("getFreePort")).Net.size(), 1u);
  EXPECT_TRUE(Rows.call(Code.find("show")).isEmpty());
}

} // namespace
