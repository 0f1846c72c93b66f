//===- FailOpenLockFixSite.cpp - Where a failure can be told apart --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FailOpenLock/FailOpenLockFixSite.h"
#include "FailOpenLock/Attempts.h"
#include "Fixes/EditList.h"
#include "Models/AcquisitionLookup.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

FailOpenSite::FailOpenSite(const FailOpenPath &Path, TranslationUnit &Unit,
                           const FailOpenOptions &Options)
    : Path(Path), Unit(Unit), Options(Options), Body(*Path.Function) {
  Work = Body.statementOf(Path.Work->Site);
  if (!Work || Path.NotOpened || Path.IsElsewhere || !Path.Asked->Site)
    return;
  Answer = answerOfSite();
  findDropped();
  if (Kind == PlaceFound::None)
    findGuard();
  if (Kind == PlaceFound::None && Answer) {
    findVariable();
    findBranch();
  }
}

const CallExpr *FailOpenSite::askingCall() const {
  return llvm::dyn_cast_or_null<CallExpr>(Path.Asked->Site);
}

//===----------------------------------------------------------------------===//
// The answer
//===----------------------------------------------------------------------===//

static std::optional<Telling> tellingOfResult(Success Ok) {
  switch (Ok) {
  case Success::Zero:
  case Success::ZeroElseNegative:
    return Telling::ZeroHeld;
  case Success::NonZero:
    return Telling::TrueHeld;
  case Success::NonNegative:
    return Telling::NegativeFails;
  case Success::Negative:
    return Telling::NegativeHeld;
  case Success::Always:
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Telling> FailOpenSite::answerOfSite() const {
  if (Path.Asked->isSpliced())
    return answerOfCallee();
  return tellingOfResult(Path.Asked->Ok);
}

/// What the result of the callee that asks says, by its outcomes.
std::optional<Telling> FailOpenSite::answerOfCallee() const {
  const FunctionFlow *Flow = Unit.flow(*Path.Function);
  const Values &Table = Unit.values();
  Signs Held = Signs::None, Failed = Signs::None;
  for (const SplicedCall &Call : Flow->Calls) {
    if (Call.Site != Path.Asked->Site)
      continue;
    for (const Outcome &O : Call.Outcomes) {
      if (O.Returned == ValueId::None)
        return std::nullopt;
      PathFacts Facts;
      bool Possible = llvm::all_of(O.Facts, [&](const auto &F) {
        return Facts.assume(Table, F.first, F.second);
      });
      if (!Possible)
        continue;
      toctou::Answer Known = toctou::Answer::Failed;
      for (const Event &E : O.Effects)
        if (E.Inner == Path.Asked->Inner && E.Kind == Path.Asked->Kind)
          Known = answerTo(E, Table, Facts);
      Signs Returned = Facts.signs(Table, O.Returned);
      if (Known == toctou::Answer::Held)
        Held = Held | Returned;
      else if (Known == toctou::Answer::Failed ||
               Table.asConstant(Table.core(O.Returned)))
        Failed = Failed | Returned;
      else
        return answerThrough(O.Returned);
    }
  }
  if (Held == Signs::None || Failed == Signs::None || intersects(Held, Failed))
    return std::nullopt;
  if (Held == Signs::Zero)
    return Telling::ZeroHeld;
  if (!intersects(Held, Signs::Zero) && Failed == Signs::Zero)
    return Telling::TrueHeld;
  if (Failed == Signs::Negative)
    return Telling::NegativeFails;
  return std::nullopt;
}

/// The callee gives back the answer itself, or a comparison of it.
std::optional<Telling> FailOpenSite::answerThrough(ValueId Returned) const {
  const Values &Table = Unit.values();
  ValueId V = Table.core(Returned), Result = Table.core(Path.Asked->Result);
  auto Plain = tellingOfResult(Path.Asked->Ok);
  if (V == Result || !Plain)
    return Plain;
  PathFacts Yes, No;
  if (!Yes.assume(Table, Result, signsOnSuccess(Path.Asked->Ok)) ||
      !No.assume(Table, Result, signsOnFailure(Path.Asked->Ok)))
    return std::nullopt;
  Signs Held = Yes.signs(Table, V), Failed = No.signs(Table, V);
  if (Failed == Signs::Zero && !intersects(Held, Signs::Zero))
    return Telling::TrueHeld;
  if (Held == Signs::Zero && !intersects(Failed, Signs::Zero))
    return Telling::ZeroHeld;
  return std::nullopt;
}

static std::optional<Telling> inverted(std::optional<Telling> T) {
  if (T == Telling::TrueHeld)
    return Telling::ZeroHeld;
  if (T == Telling::ZeroHeld)
    return Telling::TrueHeld;
  return std::nullopt;
}

/// What the truth of a comparison with \p N says.
static std::optional<Telling> compared(Telling T, BinaryOperatorKind Op,
                                       int64_t N) {
  bool IsEqual = Op == BO_EQ;
  if (Op == BO_EQ || Op == BO_NE) {
    bool SaysHeld = false;
    switch (T) {
    case Telling::TrueHeld:
      SaysHeld = N != 0;
      break;
    case Telling::ZeroHeld:
      SaysHeld = N == 0;
      break;
    case Telling::NegativeFails:
      SaysHeld = N >= 0;
      break;
    case Telling::NegativeHeld:
      SaysHeld = N < 0;
      break;
    }
    return SaysHeld == IsEqual ? Telling::TrueHeld : Telling::ZeroHeld;
  }
  if (N != 0 || (Op != BO_LT && Op != BO_GE))
    return std::nullopt;
  // `x < 0`, `x >= 0`
  bool LessFails = T != Telling::NegativeHeld;
  return (Op == BO_LT) == LessFails ? Telling::ZeroHeld : Telling::TrueHeld;
}

/// How \p E, made of the answer alone, tells it.
std::optional<Telling> FailOpenSite::tellingOf(const Expr *E) const {
  E = E->IgnoreParenImpCasts();
  if (E == Path.Asked->Site)
    return Answer;
  if (const auto *Full = llvm::dyn_cast<FullExpr>(E))
    return tellingOf(Full->getSubExpr());
  if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(E))
    return Variable && Ref->getDecl() == Variable ? VariableTells
                                                  : std::nullopt;
  if (const auto *Unary = llvm::dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_LNot)
    return inverted(tellingOf(Unary->getSubExpr()));
  const auto *Binary = llvm::dyn_cast<BinaryOperator>(E);
  if (!Binary || !Binary->isComparisonOp())
    return std::nullopt;
  auto Left = tellingOf(Binary->getLHS());
  Expr::EvalResult Number;
  if (!Left || Binary->getRHS()->isValueDependent() ||
      !Binary->getRHS()->EvaluateAsInt(Number, Unit.context()))
    return std::nullopt;
  return compared(*Left, Binary->getOpcode(),
                  Number.Val.getInt().getExtValue());
}

//===----------------------------------------------------------------------===//
// The place
//===----------------------------------------------------------------------===//

void FailOpenSite::findDropped() {
  const CallExpr *Call = askingCall();
  if (!Call || !Answer)
    return;
  const Stmt *At = Body.statementOf(Call);
  const auto *Cast = llvm::dyn_cast_or_null<CStyleCastExpr>(At);
  if (Cast && Cast->getType()->isVoidType())
    At = Cast->getSubExpr();
  const auto *E = llvm::dyn_cast_or_null<Expr>(At);
  if (!E || Cast || E->IgnoreParenImpCasts() != Call)
    return;
  Dropped = Call;
  Kind = PlaceFound::AtCall;
}

/// The method that tells whether a guard of \p Class holds.
static const CXXMethodDecl *ownershipOf(const CXXRecordDecl &Class,
                                        AcquisitionLookup &Rows) {
  for (const CXXMethodDecl *M : Class.methods())
    if (!llvm::isa<CXXConversionDecl>(M) && M->getNumParams() == 0 &&
        Rows.call(*M).TellsOwnership)
      return M;
  return nullptr;
}

void FailOpenSite::findGuard() {
  const auto *Declaration =
      llvm::dyn_cast_or_null<DeclStmt>(Body.statementOf(Path.Asked->Site));
  if (!Declaration || !Declaration->isSingleDecl() || Path.Asked->isSpliced())
    return;
  const auto *Guard = llvm::dyn_cast<VarDecl>(Declaration->getSingleDecl());
  const CXXRecordDecl *Class =
      Guard ? Guard->getType()->getAsCXXRecordDecl() : nullptr;
  if (!Class)
    return;
  const CXXMethodDecl *Owns = ownershipOf(*Class, Unit.lookup().acquisitions());
  const CompoundStmt *Block = Body.blockOf(Declaration);
  if (!Owns || !Block || !Body.childOf(*Block, Work))
    return;
  GuardTest =
      "!" + Guard->getNameAsString() + "." + Owns->getNameAsString() + "()";
  Variable = Guard;
  Kind = PlaceFound::BeforeWork;
  Work = Body.childOf(*Block, Work);
}

/// A variable that was given the answer once, in sight of the work.
void FailOpenSite::findVariable() {
  const Stmt *At = Body.statementOf(Path.Asked->Site);
  const CompoundStmt *Block = At ? Body.blockOf(At) : nullptr;
  const auto *Declaration = llvm::dyn_cast_or_null<DeclStmt>(At);
  if (!Declaration || !Declaration->isSingleDecl() || !Block ||
      !Body.childOf(*Block, Work))
    return;
  const auto *Var = llvm::dyn_cast<VarDecl>(Declaration->getSingleDecl());
  if (!Var || !Var->getInit())
    return;
  auto Tells = tellingOf(Var->getInit());
  if (!Tells)
    return;
  for (const Expr *Ref : Body.references(*Var)) {
    const Stmt *Parent = Body.parent(Ref);
    const auto *Binary = llvm::dyn_cast_or_null<BinaryOperator>(Parent);
    const auto *Unary = llvm::dyn_cast_or_null<UnaryOperator>(Parent);
    if ((Binary && Binary->isAssignmentOp() && Binary->getLHS() == Ref) ||
        (Unary &&
         (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf)))
      return;
  }
  Variable = Var;
  VariableTells = Tells;
  Kind = PlaceFound::BeforeWork;
}

/// An `if` before the work whose branch of the failure goes on.
void FailOpenSite::findBranch() {
  const CompoundStmt *Block = Body.blockOf(Work);
  if (!Block)
    return;
  for (const Stmt *S : Block->body()) {
    if (S == Work)
      break;
    const auto *Test = llvm::dyn_cast<IfStmt>(S);
    if (!Test || Test->isConstexpr() || Test->hasInitStorage() ||
        Test->hasVarStorage())
      continue;
    auto Tells = tellingOf(Test->getCond());
    if (!Tells)
      continue;
    const Stmt *Failing = *Tells == Telling::ZeroHeld   ? Test->getThen()
                          : *Tells == Telling::TrueHeld ? Test->getElse()
                                                        : nullptr;
    if (!Failing || leaves(*Failing) || llvm::isa<IfStmt>(Failing))
      continue;
    const auto *Inner = llvm::dyn_cast<CompoundStmt>(Failing);
    if ((Inner && Inner->body_empty()) ||
        (!Inner && (Test->getElse() || Failing == Test->getElse())))
      continue;
    If = Test;
    Branch = Failing;
    Kind = PlaceFound::InBranch;
  }
}

std::string FailOpenSite::indentOf(SourceLocation At) const {
  const SourceManager &Sources = Unit.context().getSourceManager();
  bool Invalid = false;
  llvm::StringRef Buffer =
      Sources.getBufferData(Sources.getFileID(At), &Invalid);
  unsigned Offset = Sources.getFileOffset(At);
  size_t Start = Buffer.rfind('\n', Offset);
  Start = Start == llvm::StringRef::npos ? 0 : Start + 1;
  return Buffer.substr(Start)
      .take_while([](char C) { return C == ' ' || C == '\t'; })
      .str();
}

std::string FailOpenSite::failedTest() const {
  if (!GuardTest.empty())
    return GuardTest;
  std::string Name = Variable->getNameAsString();
  switch (*VariableTells) {
  case Telling::TrueHeld:
    return "!" + Name;
  case Telling::ZeroHeld:
    return Variable->getType()->isBooleanType() ? Name : Name + " != 0";
  case Telling::NegativeFails:
    return Name + " < 0";
  case Telling::NegativeHeld:
    return Name + " != -1";
  }
  return Name;
}

void FailOpenSite::insert(EditList &Edits,
                          llvm::ArrayRef<std::string> Lines) const {
  auto Block = [&](const std::string &Indent) {
    std::string Text;
    for (const std::string &Line : Lines)
      Text += "\n" + Indent + "  " + Line;
    return Text;
  };
  switch (Kind) {
  case PlaceFound::None:
    return Edits.refuse();
  case PlaceFound::AtCall: {
    std::string Indent = indentOf(Dropped->getBeginLoc());
    std::string Close = *Answer == Telling::ZeroHeld        ? " != 0)"
                        : *Answer == Telling::NegativeFails ? " < 0)"
                        : *Answer == Telling::NegativeHeld  ? " != -1)"
                                                            : ")";
    Edits.insertBefore(Dropped->getBeginLoc(),
                       *Answer == Telling::TrueHeld ? "if (!" : "if (");
    bool IsOne = Lines.size() == 1;
    Edits.insertAfterStatement(*Dropped,
                               Close + (IsOne ? "" : " {") + Block(Indent) +
                                   (IsOne ? "" : "\n" + Indent + "}"));
    return;
  }
  case PlaceFound::BeforeWork: {
    std::string Indent = indentOf(Work->getBeginLoc());
    bool IsOne = Lines.size() == 1;
    Edits.addLineBefore(*Work, "if (" + failedTest() + ")" +
                                   (IsOne ? "" : " {") + Block(Indent) +
                                   (IsOne ? "" : "\n" + Indent + "}"));
    return;
  }
  case PlaceFound::InBranch: {
    if (const auto *Inner = llvm::dyn_cast<CompoundStmt>(Branch)) {
      for (const std::string &Line : Lines)
        Edits.addLineAfter(*Inner->body_back(), Line);
      return;
    }
    std::string Indent = indentOf(If->getBeginLoc());
    const SourceManager &Sources = Unit.context().getSourceManager();
    if (Sources.getSpellingLineNumber(If->getRParenLoc()) ==
        Sources.getSpellingLineNumber(Branch->getBeginLoc()))
      return Edits.refuse();
    Edits.insertAfter(If->getRParenLoc(), " {");
    for (const std::string &Line : Lines)
      Edits.addLineAfter(*Branch, Line);
    Edits.addTextAfterLine(*Branch, Indent + "}");
    return;
  }
  }
}

} // namespace clang::toctou
