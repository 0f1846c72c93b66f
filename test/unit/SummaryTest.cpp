//===- SummaryTest.cpp ----------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParsedCode.h"
#include "Summaries/Sections.h"
#include "Summaries/TranslationUnit.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace clang::toctou;

namespace {

/// What all these tests declare.
constexpr llvm::StringLiteral Library = R"cpp(
  namespace std {
  struct mutex { void lock(); bool try_lock(); void unlock(); };
  template <class M> struct lock_guard {
    explicit lock_guard(M &);
    ~lock_guard();
  };
  }
  extern "C" {
  struct sockaddr { int family; };
  struct sockaddr_in { unsigned short sin_family, sin_port; };
  int socket(int, int, int);
  int bind(int, const struct sockaddr *, unsigned);
  int getsockname(int, struct sockaddr *, unsigned *);
  int close(int);
  }
)cpp";

/// The analysis of a text after `Library`.
class Analyzed {
public:
  explicit Analyzed(llvm::StringRef Text)
      : Code((Library + Text).str()), Unit(Code.context(), nullptr) {}

  const FunctionSummary &summary(llvm::StringRef Name) {
    const FunctionSummary *S = Unit.summary(Code.find(Name));
    EXPECT_TRUE(S) << Name.str();
    return *S;
  }
  Values &values() { return Unit.values(); }

  ParsedCode Code;
  TranslationUnit Unit;
};

/// The kinds of the effects, in order, without uses and what calls work on.
std::vector<EventKind> kinds(const Outcome &O) {
  std::vector<EventKind> Found;
  for (const Event &E : O.Effects)
    if (E.Kind != EventKind::Use && E.Kind != EventKind::Act &&
        E.Kind != EventKind::ActOnHandle && E.Kind != EventKind::Delay)
      Found.push_back(E.Kind);
  return Found;
}

bool has(const Outcome &O, EventKind Kind) {
  return llvm::is_contained(kinds(O), Kind);
}

TEST(Summary, AGetterLocksReadsAndUnlocks) {
  Analyzed Of(R"cpp(
    struct Box {
      int get() { std::lock_guard<std::mutex> G(M); return Value; }
      std::mutex M;
      int Value;
    };
  )cpp");
  const FunctionSummary &S = Of.summary("Box::get");
  ASSERT_EQ(S.Outcomes.size(), 1u);
  const Outcome &O = S.Outcomes[0];
  using enum EventKind;
  EXPECT_EQ(kinds(O), (std::vector{Acquire, Read, Release}));
  EXPECT_EQ(Of.values()[O.Returned].Kind, ValueKind::Read);
  EXPECT_FALSE(S.Truncated);
}

TEST(Summary, AnOutcomeAWayToReturn) {
  Analyzed Of(R"cpp(
    std::mutex M;
    bool enter() { return M.try_lock(); }
    bool begin(bool Wanted) {
      if (!Wanted)
        return false;
      M.lock();
      return true;
    }
  )cpp");
  const FunctionSummary &S = Of.summary("begin");
  ASSERT_EQ(S.Outcomes.size(), 2u);
  for (const Outcome &O : S.Outcomes)
    EXPECT_EQ(has(O, EventKind::Acquire),
              Of.values().asConstant(O.Returned) == 1);
  for (const Outcome &O : Of.summary("enter").Outcomes)
    EXPECT_TRUE(has(O, EventKind::TryAcquire));
}

TEST(Summary, AProbeReturnsThePortThatItLearned) {
  Analyzed Of(R"cpp(
    int probe() {
      int Fd = socket(2, 1, 0);
      sockaddr_in A{};
      unsigned Size = sizeof A;
      bind(Fd, reinterpret_cast<sockaddr *>(&A), Size);
      getsockname(Fd, reinterpret_cast<sockaddr *>(&A), &Size);
      close(Fd);
      return A.sin_port;
    }
  )cpp");
  const FunctionSummary &S = Of.summary("probe");
  ASSERT_EQ(S.Outcomes.size(), 1u);
  using enum EventKind;
  EXPECT_EQ(kinds(S.Outcomes[0]), (std::vector{Bind, LearnPort, Close}));
  EXPECT_EQ(Of.values().print(S.Outcomes[0].Returned), "port");
}

TEST(Summary, ACalleesEffectsComeInTheCallersTerms) {
  Analyzed Of(R"cpp(
    struct Box {
      int get() { std::lock_guard<std::mutex> G(M); return Value; }
      std::mutex M;
      int Value;
    };
    int both(Box &First, Box &Second) { return First.get() + Second.get(); }
  )cpp");
  const FunctionSummary &S = Of.summary("both");
  ASSERT_EQ(S.Outcomes.size(), 1u);
  std::vector<std::string> Locks;
  for (const Event &E : S.Outcomes[0].Effects)
    if (E.Kind == EventKind::Acquire) {
      EXPECT_TRUE(E.isSpliced());
      Locks.push_back(Of.values().print(E.Subject));
    }
  EXPECT_EQ(Locks, (std::vector<std::string>{"*First.M", "*Second.M"}));
}

TEST(Summary, OutParametersAreWrites) {
  Analyzed Of(R"cpp(
    bool learn(int Fd, int *Port) {
      sockaddr_in A{};
      unsigned Size = sizeof A;
      if (getsockname(Fd, reinterpret_cast<sockaddr *>(&A), &Size) != 0)
        return false;
      *Port = A.sin_port;
      return true;
    }
  )cpp");
  const FunctionSummary &S = Of.summary("learn");
  ASSERT_EQ(S.Outcomes.size(), 2u);
  for (const Outcome &O : S.Outcomes) {
    // A failed call leaves what was there.
    for (const auto &[Place, V] : O.Writes) {
      if (Of.values().print(Place) != "*Port")
        continue;
      bool Succeeds = Of.values().asConstant(O.Returned) == 1;
      EXPECT_EQ(Of.values().print(V), Succeeds ? "port" : "*Port");
    }
  }
  EXPECT_TRUE(llvm::any_of(S.Outcomes, [&](const Outcome &O) {
    return llvm::any_of(O.Writes, [&](const auto &W) {
      return Of.values().print(W.first) == "*Port";
    });
  }));
}

TEST(Summary, RecursionEnds) {
  Analyzed Of(R"cpp(
    std::mutex M;
    void even(int N);
    void odd(int N) { M.lock(); M.unlock(); if (N) even(N - 1); }
    void even(int N) { M.lock(); M.unlock(); if (N) odd(N - 1); }
  )cpp");
  EXPECT_FALSE(Of.summary("odd").Outcomes.empty());
  EXPECT_FALSE(Of.summary("even").Outcomes.empty());
}

TEST(Summary, AnInvisibleBodyHasNone) {
  Analyzed Of("int hidden();");
  EXPECT_EQ(Of.Unit.summary(Of.Code.find("hidden")), nullptr);
}

//===----------------------------------------------------------------------===//
// Sections
//===----------------------------------------------------------------------===//

TEST(Sections, TellWhatIsTouchedTogether) {
  Analyzed Of(R"cpp(
    struct Stats {
      void add() {
        std::lock_guard<std::mutex> G(M);
        Hits = Hits + 1;
        Total = Total + 1;
      }
      void clear() { std::lock_guard<std::mutex> G(M); Other = 0; }
      std::mutex M;
      int Hits, Total, Other;
    };
  )cpp");
  const SectionIndex &Sections = Of.Unit.sections();
  ASSERT_EQ(Sections.all().size(), 2u);
  FieldChain Hits = {&Of.Code.find<FieldDecl>("Stats::Hits")};
  FieldChain Total = {&Of.Code.find<FieldDecl>("Stats::Total")};
  FieldChain Other = {&Of.Code.find<FieldDecl>("Stats::Other")};
  EXPECT_TRUE(Sections.touchedTogether(Hits, Total, nullptr));
  EXPECT_FALSE(Sections.touchedTogether(Hits, Other, nullptr));
  EXPECT_FALSE(
      Sections.touchedTogether(Hits, Total, &Of.Code.find("Stats::add")));
  auto Written = Sections.writtenTo(Other);
  ASSERT_EQ(Written.size(), 1u);
  EXPECT_EQ(Of.values().asConstant(Written[0]), 0);
}

TEST(Selection, LeavesOutWhatNamesNoLockAndNoSocket) {
  Analyzed Of(R"cpp(
    std::mutex M;
    int plain(int N) { return N + 1; }
    void locks() { M.lock(); M.unlock(); }
  )cpp");
  EXPECT_LT(Of.Unit.stats().Selected, Of.Unit.stats().Definitions);
  ASSERT_EQ(Of.Unit.functions().size(), 1u);
  EXPECT_EQ(Of.Unit.functions()[0], &Of.Code.find("locks"));
}

} // namespace
