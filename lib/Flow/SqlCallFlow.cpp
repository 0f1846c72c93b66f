//===- SqlCallFlow.cpp - Rows through calls that no row names -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Flow/SqlValues.h"
#include "Support/SqlHint.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

namespace clang::toctou {

/// What a call that is given a statement or rows gives out is of these rows;
/// none if it is given none.
ValueId FlowBuilder::rowsOf(const BoundCall &Call) {
  if (!Summaries.namesSql() || Call.View.Site->getType()->isBooleanType() ||
      (Call.Model && !Call.Model->Sql.empty()))
    return ValueId::None;
  auto IsRows = [&](ValueId V) {
    const ValueNode &N = Table[Table.core(V)];
    return (N.Kind == ValueKind::Derived && N.How == Derivation::Make &&
            N.Number >= SqlStatementMade) ||
           statementIn(Table, V) != ValueId::None;
  };
  llvm::SmallVector<ValueId, 4> Inputs;
  if (Call.Object != PlaceId::None)
    if (ValueId V = readQuietly(statementPlace(Call, Receiver, false));
        IsRows(V))
      Inputs.push_back(V);
  for (ValueId Argument : Call.Arguments)
    if (ValueId V = content(Argument, Call.View.Site); IsRows(V))
      Inputs.push_back(V);
  if (Inputs.empty())
    return ValueId::None;
  return Table.derived(Derivation::Make, Inputs, Call.View.Site, SqlFetched);
}

/// True if a literal of SQL is among what \p V is made of.
bool FlowBuilder::saysSql(ValueId V, unsigned Left) const {
  const ValueNode &N = Table[Table.core(V)];
  if (N.Kind == ValueKind::Text) {
    const auto *Literal =
        llvm::dyn_cast<StringLiteral>(static_cast<const Stmt *>(N.Anchor));
    return Literal && Literal->getCharByteWidth() == 1 &&
           looksLikeSql(Literal->getBytes());
  }
  if (N.Kind != ValueKind::Derived || Left == 0 || N.Inputs.empty() ||
      N.Number >= SqlStatementMade)
    return false;
  return saysSql(N.Inputs[0], Left - 1);
}

/// Who is handed the text of a statement runs it, whatever its name: unless it
/// makes another text of it.
void FlowBuilder::unknownSql(BoundCall &Call) {
  static constexpr SqlApi ByType = {
      .Callee = "", .Effect = SqlEffect::Run, .Text = SqlByType};
  const FunctionDecl *Callee = Call.View.Callee;
  if (!Callee || !Call.Model->isEmpty() || Call.IsLogging ||
      Call.View.IsOperator ||
      Callee->isReserved(Context.getLangOpts()) !=
          ReservedIdentifierStatus::NotReserved ||
      isText(Call.View.Site->getType()) ||
      Context.getSourceManager().isInSystemHeader(Callee->getLocation()))
    return;
  for (ValueId Text : sqlTexts(Call, ByType))
    if (saysSql(Text, 8))
      return sqlRow(Call, ByType);
}

/// A callback is called with the rows.
void FlowBuilder::callRows(BoundCall &Call, ValueId Rows, unsigned TextAt) {
  (void)TextAt;
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    ValueId Given = Table.core(content(Call.Arguments[I], Call.View.Site));
    const FunctionDecl *Run = bodyOf(Table, Given);
    const FunctionSummary *Summary = Run ? Summaries.summary(*Run) : nullptr;
    if (!Summary)
      continue;
    BoundCall Body;
    Body.View.Site = Call.View.Site;
    Body.View.Callee = Run;
    ValueId Row = Table.derived(Derivation::Make, {Rows}, nullptr, SqlFetched);
    bool IsNamed = Table[Given].Kind == ValueKind::Function;
    for (unsigned P = 0; P < Run->getNumParams(); ++P) {
      QualType T = Run->getParamDecl(P)->getType();
      // `int callback(void *argument, ...)`: the argument is passed on.
      bool IsContext =
          IsNamed && T->isVoidPointerType() && I + 1 < Call.Arguments.size();
      if (IsContext) {
        Body.Arguments.push_back(Call.Arguments[I + 1]);
        continue;
      }
      if (!T->isPointerType() && !T->isReferenceType()) {
        Body.Arguments.push_back(Row);
        continue;
      }
      PlaceId Held = Table.element(Table.object(Call.View.Site),
                                   Table.constant(int64_t(P)));
      Env.write(Table, Held, Row);
      Body.Arguments.push_back(Table.address(Held));
    }
    spliceCall(Body, *Summary, false);
  }
}

/// The scope of a transaction or a lock of the database begins.
void FlowBuilder::sqlScope(const SqlScopeApi &Row, PlaceId P, const Stmt *Site,
                           bool Ends) {
  if (!Summaries.namesSql())
    return;
  Event &E = emit(EventKind::Sql, Site);
  E.Sql = Ends ? SqlEffect::End : SqlEffect::Begin;
  E.Engine = Row.Engine;
  E.Subject = P;
  E.Shared = Row.IsLock;
  E.AtScopeEnd = Ends;
}

} // namespace clang::toctou
