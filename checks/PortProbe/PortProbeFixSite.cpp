//===- PortProbeFixSite.cpp - Where a probed number is used -------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeFixSite.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

const Expr *bareExpr(const Stmt *S) {
  const auto *E = llvm::dyn_cast_or_null<Expr>(S);
  return E ? E->IgnoreImplicit()->IgnoreParens() : nullptr;
}

bool isWayOut(const Stmt &S) {
  const auto *Test = llvm::dyn_cast<IfStmt>(&S);
  return Test && !Test->getElse() && !Test->getInit() &&
         !Test->getConditionVariable() && leaves(*Test->getThen());
}

NumberSite::NumberSite(const ProbedPort &Port, TranslationUnit &Unit)
    : Port(Port), Unit(Unit), Context(Unit.context()), Body(*Port.Function) {}

std::string NumberSite::textOf(const Stmt &S) const {
  return EditList(Context, S.getBeginLoc()).textOf(S.getSourceRange());
}

static bool isNumber(QualType T) {
  return T->isIntegerType() && !T->isBooleanType() && !T->isEnumeralType();
}

/// \p E with the casts and `htons` round it.
static const Expr *climb(const Expr *E, const BodyIndex &Body) {
  while (const auto *Up = llvm::dyn_cast_or_null<Expr>(Body.parent(E))) {
    const auto *Call = llvm::dyn_cast<CallExpr>(Up);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    bool Swaps = Callee && Callee->getIdentifier() &&
                 Callee->getName() == "htons" && Call->getNumArgs() == 1;
    if (!Swaps && !llvm::isa<CastExpr, ParenExpr>(Up))
      break;
    if (const auto *Cast = llvm::dyn_cast<ImplicitCastExpr>(Up))
      if (Cast->getCastKind() == CK_ConstructorConversion)
        break;
    E = Up;
  }
  return E;
}

bool NumberSite::findSlot(const Stmt &In, unsigned Depth) {
  llvm::SmallVector<const Expr *, 2> Numbers;
  llvm::SmallVector<const VarDecl *, 4> Objects;
  llvm::SmallVector<const Stmt *, 16> Pending = {&In};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S || llvm::isa<LambdaExpr>(S))
      continue;
    if (S == Port.Check->Site && S != Port.Use->Site &&
        isNumber(llvm::cast<Expr>(S)->getType())) {
      Slot = climb(llvm::cast<Expr>(S), Body);
      return Port.Check->isSpliced() || Port.Check->Kind == EventKind::PickPort;
    }
    if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(S))
      if (const auto *V = llvm::dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasLocalStorage() && !llvm::isa<ParmVarDecl>(V)) {
        if (isNumber(V->getType()))
          Numbers.push_back(Ref);
        else if (V->getType()->isRecordType())
          Objects.push_back(V);
      }
    Pending.append(S->child_begin(), S->child_end());
  }
  auto Declares = [](const Expr *E) {
    return llvm::cast<VarDecl>(llvm::cast<DeclRefExpr>(E)->getDecl());
  };
  // Among several numbers the probed one is given what the check found.
  if (Numbers.size() > 1)
    llvm::erase_if(Numbers, [&](const Expr *E) {
      const Expr *Init = Declares(E)->getInit();
      return !Init || !Body.isWithin(Port.Check->Site, Init);
    });
  if (Numbers.size() == 1) {
    Number = Declares(Numbers.front());
    Slot = climb(Numbers.front(), Body);
    return true;
  }
  if (!Numbers.empty() || Depth > 0)
    return false;
  // An address or a text that was given the number before.
  for (const VarDecl *Object : Objects) {
    const Stmt *Given = nullptr;
    for (const Expr *Ref : Body.references(*Object)) {
      const Stmt *S = Body.statementOf(Ref);
      if (S && Ref->getExprLoc() < Port.Use->Site->getBeginLoc() &&
          llvm::isa<Expr>(S) && S != Body.statementOf(Port.Use->Site) &&
          findSlot(*S, Depth + 1))
        Given = S;
    }
    if (!Given && Object->getInit() && findSlot(*Object->getInit(), Depth + 1))
      Given = Object->getInit();
    if (Given) {
      Bearer = Object;
      return true;
    }
  }
  return false;
}

bool NumberSite::find() {
  if (!Port.Use->Site || Port.KeptIn)
    return false;
  // The socket of a C function is a number too, and comes first.
  const auto *Call = llvm::dyn_cast<CallExpr>(Port.Use->Site);
  bool IsPlain = Call && Port.Use->Kind == EventKind::Bind &&
                 !llvm::isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call);
  bool Found = false;
  if (!IsPlain)
    Found = findSlot(*Port.Use->Site, 0);
  for (unsigned I = 1; IsPlain && !Found && I < Call->getNumArgs(); ++I)
    Found = findSlot(*Call->getArg(I), 0);
  if (!Found)
    return false;
  const Stmt *Up = Body.parent(Slot);
  if (const auto *Operator = llvm::dyn_cast_or_null<BinaryOperator>(Up))
    if (!Operator->isAssignmentOp())
      return false;
  if (llvm::isa_and_nonnull<AbstractConditionalOperator>(Up))
    return false;
  if (!Number) {
    Block = Body.blockOf(Port.Use->Site);
    UseStatement = Body.statementOf(Port.Use->Site);
    return Block && UseStatement;
  }
  if (Number->getDeclContext() != Port.Function)
    return false;
  return classifyReferences();
}

bool NumberSite::classifyReferences() {
  // The declaration, or the one assignment.
  for (const auto &Ref : Body.references(*Number)) {
    const auto *Assign =
        llvm::dyn_cast_or_null<BinaryOperator>(Body.parent(Ref));
    const auto *Unary = llvm::dyn_cast_or_null<UnaryOperator>(Body.parent(Ref));
    if (Unary &&
        (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf))
      return false;
    if (!Assign || !Assign->isAssignmentOp() || Assign->getLHS() != Ref)
      continue;
    if (Learned || Assign->getOpcode() != BO_Assign ||
        Body.statementOf(Assign) != Assign)
      return false;
    Learned = Assign;
  }
  const Stmt *Declared = nullptr;
  const auto *Whole = llvm::dyn_cast<CompoundStmt>(Port.Function->getBody());
  llvm::SmallVector<const Stmt *, 16> Pending = {Whole};
  while (!Pending.empty() && !Declared) {
    const Stmt *S = Pending.pop_back_val();
    if (const auto *D = llvm::dyn_cast_or_null<DeclStmt>(S);
        D && D->isSingleDecl() && D->getSingleDecl() == Number)
      Declared = S;
    if (S)
      Pending.append(S->child_begin(), S->child_end());
  }
  if (!Declared)
    return false;
  Block = Body.blockOf(Declared);
  if (!Block)
    return false;
  if (!Learned && Number->getInit())
    Learned = Declared;
  UseStatement = Body.childOf(*Block, Port.Use->Site);
  const Stmt *Begins = Body.childOf(*Block, Learned);
  if (!Learned || !UseStatement || !Begins || Begins == UseStatement ||
      Body.isRepeatedWithin(*Block, Port.Use->Site) ||
      Body.isRepeatedWithin(*Block, Learned))
    return false;
  const SourceManager &Sources = Context.getSourceManager();
  for (const Expr *Ref : Body.references(*Number)) {
    const Stmt *S = Body.childOf(*Block, Ref);
    if (!S)
      return false;
    if (Body.isWithin(Ref, Slot) || Body.isWithin(Ref, Begins))
      continue;
    if (S == UseStatement)
      OnFailure.push_back(Ref);
    else if (Sources.isBeforeInTranslationUnit(Port.Use->Site->getBeginLoc(),
                                               Ref->getExprLoc()))
      Readers.push_back(Ref);
    else if (const auto *Test = llvm::dyn_cast<IfStmt>(S);
             Test && isWayOut(*S) && namedIn(*Test->getCond()).size() == 1 &&
             namedIn(*Test->getCond()).contains(Number)) {
      if (!llvm::is_contained(Tests, S))
        Tests.push_back(S);
    } else {
      Why = "`" + Number->getNameAsString() + "` is read on line " +
            std::to_string(Sources.getSpellingLineNumber(
                Sources.getFileLoc(Ref->getExprLoc()))) +
            ", before that: it would see 0 there";
      return false;
    }
  }
  return true;
}

bool NumberSite::mustKeepVariable() const {
  return Number && (!OnFailure.empty() || !llvm::isa<DeclStmt>(Learned));
}

bool NumberSite::removeScope(EditList &Edits) {
  const Stmt *Scope = Body.childOf(*Block, Learned);
  if (!llvm::isa<CompoundStmt>(Scope))
    return false;
  for (const ValueDecl *D : changedIn(*Scope))
    for (const Expr *Ref : Body.references(*D))
      if (D != Number && !Body.isWithin(Ref, Scope))
        return false;
  Edits.removeStatements(*Scope, *Scope);
  return true;
}

bool NumberSite::removeSlice(EditList &Edits) {
  const Stmt *Closed = Port.Window->AtScopeEnd
                           ? nullptr
                           : Body.childOf(*Block, Port.Window->Site);
  // The probe's own variables, and every statement that names one of them.
  DeclSet Own;
  for (const ValueDecl *D : namedIn(*Learned))
    if (const auto *V = llvm::dyn_cast<VarDecl>(D))
      if (V != Number && V->hasLocalStorage() && !llvm::isa<ParmVarDecl>(V) &&
          (!Closed || namedIn(*Closed).contains(V)))
        Own.insert(V);
  if (Own.empty())
    return false;
  llvm::SmallVector<const Stmt *, 8> Slice;
  auto Holds = [&](const Expr *Ref) {
    return llvm::is_contained(Slice, Body.childOf(*Block, Ref));
  };
  for (bool Grows = true; Grows;) {
    Grows = false;
    for (const Stmt *S : Block->body()) {
      if (llvm::is_contained(Slice, S) ||
          !(S == Learned || meet(namedIn(*S), Own)))
        continue;
      if (S->getBeginLoc() >= UseStatement->getBeginLoc() ||
          !(llvm::isa<DeclStmt>(S) || llvm::isa<Expr>(S) || isWayOut(*S)))
        return false;
      Slice.push_back(S);
      Grows = true;
    }
    for (const Stmt *S : Slice)
      for (const ValueDecl *D : namedIn(*S)) {
        const auto *V = llvm::dyn_cast<VarDecl>(D);
        if (V && V != Number && V->hasLocalStorage() &&
            !llvm::isa<ParmVarDecl>(V) &&
            llvm::all_of(Body.references(*V), Holds))
          Grows |= Own.insert(V).second;
      }
  }
  for (const Stmt *S : Slice)
    if (!isWayOut(*S))
      for (const ValueDecl *D : changedIn(*S))
        if (D != Number && !Own.contains(D) &&
            !llvm::all_of(Body.references(*D), Holds))
          return false;
  for (const Stmt *S : Slice)
    if (S != Learned && !llvm::is_contained(Tests, S))
      Edits.removeStatement(*S);
  if (Body.parent(Learned) != Block)
    return false;
  Edits.removeStatement(*Learned);
  return true;
}

void NumberSite::removeTests(EditList &Edits) const {
  for (const Stmt *S : Tests)
    Edits.removeStatement(*S);
}

void NumberSite::removeProbe(EditList &Edits, bool KeepVariable) {
  if (!Number)
    return;
  removeTests(Edits);
  bool InHelper =
      Port.Window == Port.Check || Port.Window->Site == Port.Check->Site;
  if (!InHelper) {
    if ((KeepVariable && llvm::isa<DeclStmt>(Learned)) ||
        !(removeScope(Edits) || removeSlice(Edits)))
      Edits.refuse();
    return;
  }
  const Stmt *Init = Number->getInit();
  if (KeepVariable && llvm::isa<DeclStmt>(Learned)) {
    if (Number->getType().isConstQualified() ||
        Number->getType()->getContainedAutoType())
      return Edits.refuse();
    Edits.replace(Init->getSourceRange(), "0");
  } else if (Body.parent(Learned) == Block) {
    Edits.removeStatement(*Learned);
  } else {
    Edits.refuse();
  }
}

void NumberSite::readBack(EditList &Edits, const Stmt &Anchor,
                          const std::string &ReadBack) {
  if (!Number || Readers.empty())
    return;
  bool Keep = mustKeepVariable();
  std::string Line = Number->getNameAsString() + " = " + ReadBack + ";";
  if (!Keep) {
    SourceLocation Begin = Learned->getBeginLoc();
    std::string Type = Begin == Number->getLocation()
                           ? ""
                           : Edits.textOf({Begin, Number->getLocation()});
    if (Type.empty())
      return Edits.refuse();
    Line = Type + " = " + ReadBack + ";";
  }
  Edits.addLineAfter(Anchor, Line);
  const SourceManager &Sources = Context.getSourceManager();
  for (const Expr *Reader : Readers)
    if (Sources.isBeforeInTranslationUnit(Reader->getExprLoc(),
                                          Anchor.getEndLoc()) &&
        !Keep)
      Edits.refuse();
}

const Stmt *NumberSite::succeeded() const {
  if (isWayOut(*UseStatement))
    return UseStatement;
  if (!llvm::isa<DeclStmt>(UseStatement) && !llvm::isa<Expr>(UseStatement))
    return nullptr;
  // A result that is tested in the next statement.
  DeclSet Made = changedIn(*UseStatement);
  const Stmt *Next = nullptr;
  for (auto I = Block->body_begin(); I != Block->body_end(); ++I)
    if (*I == UseStatement && I + 1 != Block->body_end())
      Next = *(I + 1);
  if (Next && isWayOut(*Next) &&
      meet(namedIn(*llvm::cast<IfStmt>(Next)->getCond()), Made))
    return Next;
  return UseStatement;
}

} // namespace clang::toctou
