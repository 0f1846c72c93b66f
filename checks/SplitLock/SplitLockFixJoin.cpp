//===- SplitLockFixJoin.cpp - Two reads in one section ------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fixes/EditList.h"
#include "SplitLock/SplitLockFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

namespace {

/// A critical section as it is written: a guard at the start of a block of its
/// own, or a call that takes the lock and one that gives it back.
struct WrittenSection {
  const Stmt *First = nullptr; ///< What goes when the section goes.
  const Stmt *Last = nullptr;
  const Stmt *Opens = nullptr; ///< The guard or the call that takes the lock.
  llvm::SmallVector<const Stmt *, 4> Inside;
  const CompoundStmt *Around = nullptr; ///< The block it stands in.
  const CXXConstructExpr *Guard = nullptr;
};

} // namespace

static const Stmt *bare(const Stmt *S) {
  if (const auto *E = llvm::dyn_cast_or_null<Expr>(S))
    return E->IgnoreImplicit()->IgnoreParens();
  return S;
}

/// The variable that a guard's declaration declares, or null.
static const VarDecl *guardOf(const Stmt *Opens, const Stmt *Site) {
  const auto *Declaration = llvm::dyn_cast_or_null<DeclStmt>(Opens);
  if (!Declaration || !Declaration->isSingleDecl())
    return nullptr;
  const auto *V = llvm::dyn_cast<VarDecl>(Declaration->getSingleDecl());
  return V && V->getInit() && bare(V->getInit()) == bare(Site) &&
                 llvm::isa<CXXConstructExpr>(bare(Site))
             ? V
             : nullptr;
}

static std::string textOf(const Stmt &S, const SplitSite &Site) {
  return EditList(Site.Unit.context(), S.getBeginLoc())
      .textOf(S.getSourceRange());
}

static WrittenSection scopeOf(const SplitSite &Site, const Event &Taken,
                              const Stmt *Opens) {
  WrittenSection Found;
  const CompoundStmt *Own = Site.Body.blockOf(Opens);
  Found.Around = llvm::dyn_cast_or_null<CompoundStmt>(Site.Body.parent(Own));
  if (!Found.Around || Own->body_front() != Opens)
    return {};
  Found.First = Found.Last = Own;
  Found.Opens = Opens;
  Found.Guard = llvm::cast<CXXConstructExpr>(bare(Taken.Site));
  Found.Inside.append(Own->body_begin() + 1, Own->body_end());
  return Found;
}

/// The section that the call \p Opens begins; it ends at the first call that
/// reads as \p Closing, which is set if it is still empty.
static WrittenSection pairOf(const SplitSite &Site, const Stmt *Opens,
                             const Event *End, std::string &Closing) {
  WrittenSection Found;
  Found.Around = Site.Body.blockOf(Opens);
  if (Closing.empty() && End && End->Inner) {
    const Stmt *Closes = Site.Body.childOf(*Found.Around, End->Site);
    if (Closes && bare(Closes) == bare(End->Site))
      Closing = textOf(*Closes, Site);
  }
  if (Closing.empty())
    return {};
  Found.First = Found.Opens = Opens;
  bool Inside = false;
  for (const Stmt *S : Found.Around->body()) {
    if (Inside && textOf(*S, Site) == Closing) {
      Found.Last = S;
      return Found;
    }
    if (Inside)
      Found.Inside.push_back(S);
    Inside |= S == Opens;
  }
  return {};
}

static WrittenSection sectionOf(const SplitSite &Site, const Event &Taken,
                                const Event *End, std::string &Closing) {
  const Stmt *Opens = Site.Body.statementOf(Taken.Site);
  if (!Opens)
    return {};
  if (guardOf(Opens, Taken.Site))
    return scopeOf(Site, Taken, Opens);
  if (llvm::isa<CallExpr>(bare(Opens)) && bare(Opens) == bare(Taken.Site))
    return pairOf(Site, Opens, End, Closing);
  return {};
}

/// True if \p S declares variables without looking at anything.
static bool isPlainDeclaration(const Stmt &S) {
  return llvm::isa<DeclStmt>(S) && onlyReads(S) &&
         llvm::all_of(namedIn(S), [&](const ValueDecl *D) {
           return changedIn(S).contains(D);
         });
}

/// True if what follows \p S finds the same, whether or not the second read
/// has come before it.
static bool isIndifferent(const Stmt &S) {
  if (const auto *Test = llvm::dyn_cast<IfStmt>(&S))
    return !Test->getElse() && !Test->getInit() &&
           onlyReads(*Test->getCond()) && changedIn(*Test->getCond()).empty() &&
           leaves(*Test->getThen());
  return (llvm::isa<DeclStmt>(S) || llvm::isa<Expr>(S)) && onlyReads(S);
}

/// The declarations that must move above the first section, or nothing if the
/// second read cannot be moved up.
static std::optional<llvm::SmallVector<const Stmt *, 4>>
passable(const WrittenSection &First, const WrittenSection &Second) {
  llvm::SmallVector<const Stmt *, 4> Declarations;
  DeclSet Needs, Changes;
  for (const Stmt *S : Second.Inside) {
    if (!onlyReads(*S) || !(llvm::isa<DeclStmt>(S) || llvm::isa<Expr>(S)))
      return std::nullopt;
    for (const ValueDecl *D : namedIn(*S))
      Needs.insert(D);
    for (const ValueDecl *D : changedIn(*S))
      Changes.insert(D);
  }
  for (const Stmt *S : between(*First.Around, First.Last, Second.First)) {
    if (isPlainDeclaration(*S) && meet(changedIn(*S), Needs)) {
      Declarations.push_back(S);
      continue;
    }
    if (!isIndifferent(*S) || meet(namedIn(*S), Changes))
      return std::nullopt;
    if (!llvm::isa<IfStmt>(S) && meet(changedIn(*S), Needs))
      return std::nullopt;
  }
  return Declarations;
}

/// The argument of a guard of `std` that holds one mutex exclusively.
static const Expr *soleMutex(const CXXConstructExpr *Guard) {
  if (!Guard || Guard->getNumArgs() != 1)
    return nullptr;
  const CXXRecordDecl *Class = Guard->getConstructor()->getParent();
  if (!Class->isInStdNamespace() || !Class->getIdentifier())
    return nullptr;
  llvm::StringRef Name = Class->getName();
  if (Name != "lock_guard" && Name != "unique_lock" && Name != "scoped_lock")
    return nullptr;
  return Guard->getArg(0);
}

Remedy joinSections(const SplitSite &Site) {
  const SplitPair &Pair = Site.Pair;
  std::string Closing;
  WrittenSection First =
      sectionOf(Site, *Pair.FirstSection, Pair.FirstEnd, Closing);
  if (!First.Around || First.Inside.empty())
    return {};
  WrittenSection Second =
      sectionOf(Site, *Pair.SecondSection, nullptr, Closing);
  if (Second.Around != First.Around || Second.Inside.empty() ||
      !First.Guard != !Second.Guard)
    return {};
  auto Holds = [&](const WrittenSection &S, const Event &Read) {
    return llvm::any_of(S.Inside, [&](const Stmt *Child) {
      return Site.Body.isWithin(Read.Site, Child);
    });
  };
  if (!Holds(First, *Pair.First) || !Holds(Second, *Pair.Second))
    return {};
  auto Declarations = passable(First, Second);
  if (!Declarations)
    return {};

  EditList Edits(Site.Unit.context(), Second.First->getBeginLoc());
  bool OneLock = Pair.FirstSection->Subject == Pair.SecondSection->Subject;
  if (!OneLock) {
    const Expr *A = soleMutex(First.Guard), *B = soleMutex(Second.Guard);
    if (!A || !B || !Site.Unit.context().getLangOpts().CPlusPlus17)
      return {};
    const VarDecl *V = guardOf(First.Opens, Pair.FirstSection->Site);
    Edits.replace(First.Opens->getSourceRange(),
                  "std::scoped_lock " + V->getNameAsString() + "(" +
                      textOf(*A, Site) + ", " + textOf(*B, Site) + ");");
  } else if (!First.Guard &&
             textOf(*First.Opens, Site) != textOf(*Second.Opens, Site)) {
    return {};
  } else if (Pair.FirstSection->Shared != Pair.SecondSection->Shared) {
    return {};
  }
  for (const Stmt *S : *Declarations)
    Edits.moveBefore(*S, *First.First);
  Edits.copyAfter(*Second.Opens, *Second.Inside.back(), *First.Inside.back());
  Edits.removeStatements(*Second.First, *Second.Last);
  Remedy Found;
  Found.Text = OneLock
                   ? "read both in one critical section"
                   : "hold both mutexes over both reads, if nobody who holds "
                     "one of them waits for the other";
  Found.Edits = Edits.take();
  Found.KeepsBehaviour = OneLock;
  return Found.Edits.empty() ? Remedy() : Found;
}

} // namespace clang::toctou
