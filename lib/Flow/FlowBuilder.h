//===- FlowBuilder.h - The fixpoint over one function ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The working state of the flow analysis of one function. The fixpoint runs
/// the transfer of each CFG element without recording; one more pass then
/// records the events. The transfer is split by subject: expressions
/// (ExprFlow), memory (PlaceFlow), calls (CallFlow, and InvisibleCall for those
/// out of sight), construction and destruction (ObjectFlow), steps of atomics
/// (AtomicFlow) and of containers (StepFlow), exceptions (ThrowFlow).
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_FLOWBUILDER_H
#define TOCTOU_FLOW_FLOWBUILDER_H

#include "Events/CallView.h"
#include "Flow/Environment.h"
#include "Flow/FunctionFlow.h"
#include "Models/ApiLookup.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

namespace clang::toctou {

/// \p E without the wrappers that change neither value nor place.
const Expr *peel(const Expr *E);

/// The function that \p E names, if it does nothing else.
const FunctionDecl *namedFunction(const Expr *E);

/// What the callable \p V runs, or null.
const FunctionDecl *bodyOf(const Values &Table, ValueId V);

/// The class that \p T is, refers to or points to; null if none.
const CXXRecordDecl *recordOf(QualType T);

/// The work on one function.
class FlowBuilder {
public:
  FlowBuilder(const FunctionDecl &F, const FlowInputs &Inputs)
      : Function(F), Context(Inputs.Context), Table(Inputs.Table),
        Lookup(Inputs.Lookup), Summaries(Inputs.Summaries) {}

  /// The result, or null if the function is beyond the budget.
  std::unique_ptr<FunctionFlow> run();

private:
  /// What a call's slots hold.
  struct BoundCall {
    CallView View;
    const CallModel *Model = nullptr;
    PlaceId Object = PlaceId::None; ///< The receiver or constructed object.
    ValueId ObjectValue = ValueId::None;
    llvm::SmallVector<ValueId, 4> Arguments; ///< References as addresses.
    ValueId Returned = ValueId::None;
    bool IsLogging = false;
  };

  // Fixpoint (FlowBuilder.cpp).
  struct BlockState {
    Environment In, Out;
    std::vector<PhiKey> Arrived;
    std::map<PlaceId, ValueId> Phis;
  };
  /// An element of a block that may throw into a handler of the function.
  struct Throw {
    unsigned From = 0;
    unsigned Element = 0; ///< What throws: not done when the handler begins.
    const CFGBlock *To = nullptr; ///< The block that chooses a handler.
    unsigned Event = 0;           ///< The first event of the element.
    Environment Env;              ///< What places held before it.
    bool Changed = true;          ///< `Env` is new since the last visit.
  };
  const Environment &sent(PhiKey Edge) const;
  void prepare();
  void findTargets(const Stmt *S);
  void joinPredecessors(const CFGBlock &Block);
  void visit(const CFGBlock &Block);
  void transfer(const CFGElement &Element);
  void record();
  void recordEdges(const CFGBlock &Block);
  bool isJoined(const CFGBlock &Block, const Expr *E) const;

  // Exceptions (ThrowFlow.cpp).
  void findThrows();
  void findOrder();
  void atElement(const CFGBlock &Block, unsigned Element);
  void unwind(const CXXTryStmt &Try);
  void recordThrows(const CFGBlock &Block);

  // Expressions (ExprFlow.cpp).
  void evaluate(const Stmt *S);
  ValueId compute(const Expr *E);
  ValueId computeOperator(const UnaryOperator &E);
  ValueId computeOperator(const BinaryOperator &E);
  ValueId computeCast(const CastExpr &E);
  ValueId computeChoice(const AbstractConditionalOperator &E);
  ValueId computeList(const InitListExpr &E);
  ValueId value(const Expr *E);
  void evaluateReturn(const ReturnStmt &S);
  void evaluateDeclaration(const DeclStmt &S);
  void initialise(const CXXCtorInitializer &Init);

  // Memory (PlaceFlow.cpp).
  PlaceId place(const Expr *E);
  PlaceId computePlace(const Expr *E);
  PlaceId variablePlace(const ValueDecl &D);
  ValueId readPlace(PlaceId P, const Stmt *Site);
  ValueId readQuietly(PlaceId P);
  void writePlace(PlaceId P, ValueId V, const Stmt *Site, bool Opaque = false);
  bool isShared(PlaceId P) const;
  /// True if values of type \p T are texts: strings, pointers to characters,
  /// streams.
  bool isText(QualType T) const;
  /// What a slot's value says: the content of what a pointer points to.
  ValueId content(ValueId V, const Stmt *Site);
  bool isHandle(ValueId V) const;
  void putInto(PlaceId P, llvm::ArrayRef<ValueId> Values, const Stmt *Site,
               bool Opaque = false);

  // Calls (CallFlow.cpp).
  ValueId evaluateCall(const CallView &View);
  void bindArguments(BoundCall &Call);
  bool isLogging(const BoundCall &Call);
  /// \param Where the call, if it is no expression (a destructor).
  ValueId spliceCall(BoundCall &Call, const FunctionSummary &Summary,
                     bool PortsOnly, const Stmt *Where = nullptr);
  void spliceCallable(BoundCall &Call);
  void bindTaken(const BoundCall &Call, unsigned First, BoundCall &Body);

  // Callees out of sight (InvisibleCall.cpp).
  void invisibleCall(BoundCall &Call);
  ValueId resultOf(BoundCall &Call);
  ValueId operatorResult(BoundCall &Call, bool &IsKnown);
  void writeArguments(BoundCall &Call);
  void flowRows(BoundCall &Call);
  llvm::SmallVector<ValueId, 4> readArguments(const BoundCall &Call);
  void useOperands(const BoundCall &Call, llvm::ArrayRef<ValueId> Operands);
  ValueId receiverContent(const BoundCall &Call);
  bool makesText(const BoundCall &Call) const;
  void consumeMoved(const BoundCall &Call);
  bool isAccessor(const CXXMethodDecl &M) const;
  bool isThisObject(PlaceId P) const;

  // Rows (RowFlow.cpp).
  void rowEvents(BoundCall &Call);
  void lockRow(BoundCall &Call, const LockApi &Row);
  void lockRowOn(BoundCall &Call, const LockApi &Row, ValueId Lock);
  void netRow(BoundCall &Call, const NetApi &Row);
  void handOverRow(BoundCall &Call, const HandOverApi &Row);
  bool isFile(const BoundCall &Call, Slot Target);

  // Paths (PathFlow.cpp).
  void pathRow(BoundCall &Call, const PathApi &Row);
  ValueId pathMode(const BoundCall &Call, const PathApi &Row);
  ValueId pathResult(BoundCall &Call, const PathApi &Row);
  void allocationRow(BoundCall &Call, const AllocationApi &Row);
  void attributeEvents(BoundCall &Call);
  void lockEvents(EventKind Kind, ValueId Lock, const Stmt *Site, bool Shared,
                  bool Maybe, ValueId Result, Success Ok);
  ValueId slotValue(const BoundCall &Call, Slot S);
  ValueId slotContent(const BoundCall &Call, Slot S);
  PlaceId slotPlace(const BoundCall &Call, Slot S);
  ValueId attributeLock(const BoundCall *Call, const Expr *Argument);
  void entryLocks();

  // Atomics (AtomicFlow.cpp).
  bool isSharedAtomic(PlaceId P) const;
  ValueId loadAtomic(PlaceId P, const Stmt *Site, bool Relaxed);
  void storeAtomic(PlaceId P, ValueId V, const Stmt *Site, bool Relaxed);
  ValueId updateAtomic(PlaceId P, const Stmt *Site);
  bool atomicCall(BoundCall &Call);
  ValueId evaluateAtomic(const AtomicExpr &E);
  ValueId builtinUpdate(const BoundCall &Call);

  // Containers (StepFlow.cpp).
  void stepEvents(BoundCall &Call);
  void stepWrites(const BoundCall &Call, size_t First);
  void needFound(ValueId Found, const Stmt *Site);
  void addDeed(const BoundCall &Call);
  void addDeed(const Stmt *Site, ValueId Result);
  void findDropped(const Stmt *S);
  void markDecisions();
  // Acquisitions that can fail (AcquireFlow.cpp).
  void acquisitionRows(BoundCall &Call);
  void lockCommandRow(BoundCall &Call, const LockCommandApi &Row);
  void lockFileRow(BoundCall &Call, const LockFileApi &Row);
  bool isExclusive(const BoundCall &Call, const LockFileApi &Row);
  PlaceId ownership(PlaceId Guard);
  bool isGuard(PlaceId P);
  bool waitsForEver(const BoundCall &Call, Slot Timeout);
  bool works(const BoundCall &Call);
  void invokeEvent(BoundCall &Call, const FunctionSummary *Summary);
  void markForLog(const BoundCall &Call, size_t FirstEvent);
  // Delays and acts (DelayFlow.cpp).
  void actEvents(BoundCall &Call, const FunctionSummary *Summary);
  void followedArguments(BoundCall &Call, const FunctionSummary *Summary);
  void derefEvent(const Expr &E);
  bool isKept(const Expr &Pointer);
  void delayEvent(BoundCall &Call, bool HasBody);
  void timedExpression(const Expr &E);
  void describeRead(Event &E, PlaceId P, const Stmt *Site);
  // Texts (TextFlow.cpp).
  ValueId formatted(const BoundCall &Call);
  bool writeFormatted(const BoundCall &Call, ValueId Made);
  ValueId textOperand(ValueId V, const Expr *E);

  // Statements of SQL (SqlFlow.cpp).
  void sqlRows(BoundCall &Call);
  void sqlRow(BoundCall &Call, const SqlApi &Row);
  void unknownSql(BoundCall &Call);
  ValueId rowsOf(const BoundCall &Call);
  bool saysSql(ValueId V, unsigned Left) const;
  void sqlText(BoundCall &Call, const SqlApi &Row,
               llvm::ArrayRef<ValueId> Texts);
  llvm::SmallVector<ValueId, 2> sqlTexts(const BoundCall &Call,
                                         const SqlApi &Row);
  void emitSql(const BoundCall &Call, const SqlApi &Row, ValueId Statement);
  PlaceId statementPlace(const BoundCall &Call, Slot S, bool OnConnection);
  void writeStatement(const BoundCall &Call, Slot S, ValueId Statement,
                      ValueId Rows, bool OnConnection);
  ValueId returnStatement(const BoundCall &Call, ValueId Statement,
                          ValueId Rows);
  ValueId bindNow(ValueId Statement, const Stmt *Site);
  ValueId bindArguments(const BoundCall &Call, const SqlApi &Row,
                        ValueId Statement);
  void writeColumns(ValueId Statement, const Stmt *Site);
  void callRows(BoundCall &Call, ValueId Rows, unsigned TextAt);
  void sqlScope(const SqlScopeApi &Row, PlaceId P, const Stmt *Site, bool Ends);

  // Objects (ObjectFlow.cpp).
  ValueId evaluateConstruct(const CXXConstructExpr &E);
  ValueId makeObject(BoundCall &Call);
  void construct(BoundCall &Call, const CXXConstructorDecl &Ctor);
  bool constructGuard(BoundCall &Call, const CXXRecordDecl &Class);
  void defaultFields(PlaceId Object, const CXXRecordDecl &Class);
  void destroy(PlaceId P, QualType T, const Stmt *Site, unsigned Depth);
  void classEvents(BoundCall &Call, const CXXRecordDecl &Class, bool IsVisible);

  Event &emit(EventKind Kind, const Stmt *Site);
  /// How many events the current block has so far, when recording.
  size_t eventCount() const;
  IsPortField portField() const { return PortFieldRef; }
  ValueId project(ValueId V, const FieldDecl &F) {
    return Table.project(V, &F, Lookup.isPortField(F));
  }

  const FunctionDecl &Function;
  ASTContext &Context;
  Values &Table;
  ApiLookup &Lookup;
  SummarySource &Summaries;

  std::unique_ptr<CFG> Graph;
  std::unique_ptr<FunctionFlow> Result;
  std::vector<BlockState> States;
  std::vector<const CFGBlock *> Order;
  /// Sorted by block and element; `sent` numbers them behind the blocks.
  std::vector<Throw> Throws;
  Environment Env;
  const CFGBlock *Current = nullptr;
  bool Recording = false;
  Event Ignored; ///< Where events go before recording.

  llvm::DenseMap<const Expr *, ValueId> ExprValues;
  llvm::DenseMap<const Expr *, unsigned> ExprBlocks;
  llvm::DenseMap<const Expr *, PlaceId> Targets;
  llvm::DenseMap<const Expr *, const BinaryOperator *> RightOperands;
  llvm::DenseMap<const Stmt *, std::pair<ValueId, std::map<PlaceId, ValueId>>>
      CallPhis;
  /// An element that a search gave: its container, and how it was searched.
  struct Searched {
    PlaceId Container = PlaceId::None;
    ValueId Key = ValueId::None;
    const Stmt *Site = nullptr;
    StepEffect How = StepEffect::None;
    bool LocksItself = false;
  };
  llvm::DenseMap<ValueId, Searched> Found;
  std::function<bool(const FieldDecl &)> PortFieldFn =
      [this](const FieldDecl &F) { return Lookup.isPortField(F); };
  IsPortField PortFieldRef{PortFieldFn};
  unsigned Depth = 0;
};

} // namespace clang::toctou

#endif // TOCTOU_FLOW_FLOWBUILDER_H
