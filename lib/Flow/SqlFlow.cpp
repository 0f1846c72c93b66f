//===- SqlFlow.cpp - Statements of SQL through calls ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From rows about databases to statements, what is bound to them, and what
/// comes out of them.
///
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Flow/SqlValues.h"
#include "Support/SqlHint.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

namespace clang::toctou {

/// True if objects of type \p T are used through `->`.
static bool isPointerLike(QualType T, ASTContext &Context) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->hasDefinition() &&
         !R->lookup(Context.DeclarationNames.getCXXOperatorName(OO_Arrow))
              .empty();
}

/// A connection holds the rows of its last statement beside other things.
static PlaceId lastResult(Values &Table, PlaceId Connection) {
  return Table.element(Connection, Table.constant(INT64_MIN));
}

//===----------------------------------------------------------------------===//
// Handles
//===----------------------------------------------------------------------===//

/// The place of the statement in \p S: the object, or what the pointer in it
/// points to.
PlaceId FlowBuilder::statementPlace(const BoundCall &Call, Slot S,
                                    bool OnConnection) {
  // A statement that is known by its name.
  ValueId Named = Table.core(slotValue(Call, S));
  if (S >= 0 && Table[Named].Kind == ValueKind::Text)
    if (const auto *Literal = llvm::dyn_cast<StringLiteral>(
            static_cast<const Stmt *>(Table[Named].Anchor)))
      return Table.pointee(Table.constant(
          int64_t(llvm::hash_value(Literal->getBytes()) >> 1) | 1 << 20));
  PlaceId P = slotPlace(Call, S);
  if (P == PlaceId::None)
    return P;
  if (OnConnection)
    return lastResult(Table, P);
  for (unsigned Steps = 0; Steps < 3; ++Steps) {
    ValueId Held = Table.core(readQuietly(P));
    const ValueNode &N = Table[Held];
    if (N.Kind != ValueKind::Derived || N.How != Derivation::Make ||
        N.Number != SqlHandle)
      break;
    P = Table.pointee(Held);
  }
  return P;
}

/// Lets the handle in \p S hold \p Statement; a pointer is given a new target.
void FlowBuilder::writeStatement(const BoundCall &Call, Slot S,
                                 ValueId Statement, ValueId Rows,
                                 bool OnConnection) {
  PlaceId P = slotPlace(Call, S);
  if (P == PlaceId::None)
    return;
  if (OnConnection) {
    Env.write(Table, lastResult(Table, P), Statement);
    return;
  }
  QualType T;
  if (S >= 0 && size_t(S) < Call.View.Arguments.size())
    T = Call.View.Arguments[S]->getType();
  bool ToPointer =
      !T.isNull() &&
      ((T->isPointerType() && T->getPointeeType()->isPointerType()) ||
       (T->isPointerType() && Call.View.Arguments[S]->isGLValue()));
  if (!ToPointer) {
    Env.write(Table, statementPlace(Call, S, false), Statement);
    return;
  }
  ValueId Handle =
      Table.derived(Derivation::Make, {Rows}, Call.View.Site, SqlHandle);
  writePlace(P, Handle, Call.View.Site);
  Env.write(Table, Table.pointee(Handle), Statement);
}

ValueId FlowBuilder::returnStatement(const BoundCall &Call, ValueId Statement,
                                     ValueId Rows) {
  QualType T = Call.View.Site->getType();
  if (T->isVoidType() || T->isArithmeticType())
    return Table.opaque(Call.View.Site);
  if (!isPointerLike(T, Context) || isText(T)) {
    if (!Call.View.Site->isGLValue() || !T->isRecordType())
      return Statement;
    PlaceId P = Table.object(Call.View.Site);
    Env.write(Table, P, Statement);
    return Table.address(P);
  }
  ValueId Handle =
      Table.derived(Derivation::Make, {Rows}, Call.View.Site, SqlHandle);
  Env.write(Table, Table.pointee(Handle), Statement);
  return Handle;
}

/// \p Statement with what its bound variables hold now.
ValueId FlowBuilder::bindNow(ValueId Statement, const Stmt *Site) {
  ValueNode N = Table[Statement];
  if (N.Kind != ValueKind::Derived || N.How != Derivation::Put ||
      N.Inputs.size() < 2)
    return Statement;
  llvm::SmallVector<ValueId, 4> Inputs = {bindNow(N.Inputs[0], Site)};
  for (ValueId V : llvm::drop_begin(N.Inputs)) {
    const ValueNode &B = Table[V];
    bool IsUse = B.Kind == ValueKind::Derived && B.How == Derivation::Carry &&
                 B.Number == SqlUse;
    if (N.Number != SqlBoundOut)
      V = content(IsUse ? B.Inputs[0] : V, Site);
    Inputs.push_back(V);
  }
  return Table.derived(Derivation::Put, Inputs, N.Anchor, N.Number);
}

/// Rows are written through the addresses that were bound for them.
void FlowBuilder::writeColumns(ValueId Statement, const Stmt *Site) {
  ValueNode N = Table[Statement];
  if (N.Kind != ValueKind::Derived || N.How != Derivation::Put ||
      N.Inputs.size() < 2)
    return;
  writeColumns(N.Inputs[0], Site);
  ValueId Made = statementIn(Table, Statement);
  if (N.Number != SqlBoundOut || Made == ValueId::None)
    return;
  ValueId Rows = Table[Made].Inputs[0];
  if (auto P = Table.asAddress(N.Inputs[1]))
    writePlace(*P,
               Table.derived(Derivation::Make, {Rows, N.Inputs[1]}, nullptr,
                             SqlFetched),
               Site);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Says that the statement \p Statement is run, or that a transaction begins or
/// ends.
void FlowBuilder::emitSql(const BoundCall &Call, const SqlApi &Row,
                          ValueId Statement) {
  Event &E = emit(EventKind::Sql, Call.View.Site);
  E.Sql = Row.Effect;
  E.Engine = Row.Engine;
  E.ByName = !Call.Model->IsSqlExact;
  if (Statement != ValueId::None)
    E.Operands = {Statement};
}

/// The arguments of \p Call that are texts: the statement is one of them.
llvm::SmallVector<ValueId, 2> FlowBuilder::sqlTexts(const BoundCall &Call,
                                                    const SqlApi &Row) {
  llvm::SmallVector<ValueId, 2> Texts;
  if (Row.Text == NoSlot)
    return Texts;
  if (ValueId Made = formatted(Call);
      Made != ValueId::None && Row.Text == SqlByType) {
    Texts.push_back(Made);
    return Texts;
  }
  if (Row.Text != SqlByType) {
    ValueId V = slotContent(Call, Row.Text);
    if (V != ValueId::None)
      Texts.push_back(V);
    return Texts;
  }
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    const Expr *Argument = Call.View.Arguments[I];
    if (isText(Argument->getType()))
      Texts.push_back(content(Call.Arguments[I], Call.View.Site));
    else if (const auto *Ref = llvm::dyn_cast<DeclRefExpr>(peel(Argument)))
      if (const auto *Key = llvm::dyn_cast<EnumConstantDecl>(Ref->getDecl()))
        if (const Expr *Text = Summaries.tabulated(*Key))
          Texts.push_back(Table.text(Text));
  }
  return Texts;
}

void FlowBuilder::sqlRows(BoundCall &Call) {
  if (!Call.Model || !Summaries.namesSql())
    return;
  if (Call.Model->Sql.empty())
    return unknownSql(Call);
  for (const SqlApi *Row : Call.Model->Sql)
    sqlRow(Call, *Row);
}

void FlowBuilder::sqlRow(BoundCall &Call, const SqlApi &Row) {
  const Expr *Site = Call.View.Site;
  switch (Row.Effect) {
  case SqlEffect::Prepare:
  case SqlEffect::Run: {
    auto Texts = sqlTexts(Call, Row);
    if (!Texts.empty())
      return sqlText(Call, Row, Texts);
    if (Row.Text == SqlByType && Row.Effect == SqlEffect::Run) {
      SqlApi Step = Row;
      Step.Effect = SqlEffect::Step;
      return sqlRow(Call, Step);
    }
    return;
  }
  case SqlEffect::Step: {
    Slot Handle = Row.Statement;
    if (Handle == SqlByType)
      Handle = Call.Object != PlaceId::None ? Receiver : Slot(0);
    PlaceId P = statementPlace(Call, Handle, Row.OnConnection);
    if (P == PlaceId::None)
      return;
    ValueId Statement = readQuietly(P);
    if (Row.Value != NoSlot)
      Statement = bindArguments(Call, Row, Statement);
    // A variable that is bound is read whenever the statement runs.
    emitSql(Call, Row, bindNow(Statement, Site));
    writeColumns(Statement, Site);
    if (Call.Returned == ValueId::None && !Site->getType()->isVoidType())
      Call.Returned =
          statementIn(Table, Statement) == ValueId::None ||
                  Site->getType()->isArithmeticType()
              ? ValueId::None
              : returnStatement(Call, Statement,
                                Table[statementIn(Table, Statement)].Inputs[0]);
    return;
  }
  case SqlEffect::Bind: {
    Slot Handle = Row.Statement == SqlByType
                      ? (Call.Object != PlaceId::None ? Receiver : Slot(0))
                      : Row.Statement;
    PlaceId P = statementPlace(Call, Handle, Row.OnConnection);
    if (P == PlaceId::None)
      return;
    SqlApi Judged = Row;
    if (Row.Value == SqlByType) {
      // (position, value) or (value) after the handle.
      unsigned First = Handle >= 0 ? Handle + 1 : 0;
      if (Call.Arguments.size() <= First)
        return;
      Judged.Position =
          Call.Arguments.size() > First + 1 ? Slot(First) : NoSlot;
      Judged.Value = Call.Arguments.size() > First + 1 ? First + 1 : First;
    }
    llvm::SmallVector<ValueId, 3> Inputs = {readQuietly(P),
                                            slotContent(Call, Judged.Value)};
    if (Judged.Position != NoSlot)
      Inputs.push_back(slotContent(Call, Judged.Position));
    Env.write(Table, P,
              Table.derived(Derivation::Put, Inputs,
                            Row.FromZero ? &Row : nullptr,
                            Inputs.size() > 2 ? SqlBoundName : SqlBoundNext));
    return;
  }
  case SqlEffect::BindColumn: {
    PlaceId P = statementPlace(Call, Row.Statement, Row.OnConnection);
    if (P == PlaceId::None)
      return;
    Env.write(Table, P,
              Table.derived(Derivation::Put,
                            {readQuietly(P), slotValue(Call, Row.Value)},
                            nullptr, SqlBoundOut));
    return;
  }
  case SqlEffect::Use:
  case SqlEffect::Into:
    Call.Returned =
        Table.derived(Derivation::Carry, {slotValue(Call, Row.Value)}, nullptr,
                      Row.Effect == SqlEffect::Use ? SqlUse : SqlInto);
    return;
  case SqlEffect::Fetch: {
    llvm::SmallVector<ValueId, 4> Inputs;
    if (Row.Statement == SqlByType) {
      if (Call.Object != PlaceId::None)
        Inputs.push_back(
            readQuietly(statementPlace(Call, Receiver, Row.OnConnection)));
      for (ValueId V : Call.Arguments)
        Inputs.push_back(content(V, Site));
    } else {
      PlaceId P = statementPlace(Call, Row.Statement, Row.OnConnection);
      if (P == PlaceId::None)
        return;
      Inputs.push_back(readQuietly(P));
      for (unsigned I = 0; I < Call.Arguments.size(); ++I)
        if (Table.asConstant(Call.Arguments[I]))
          Inputs.push_back(Table.core(Call.Arguments[I]));
    }
    ValueId Made = Table.derived(Derivation::Make, Inputs, nullptr, SqlFetched);
    if (Row.Value != NoSlot) {
      PlaceId Into = slotPlace(Call, Row.Value);
      if (Into != PlaceId::None)
        writePlace(Into, Made, Site);
    } else if (Call.Returned == ValueId::None &&
               !Site->getType()->isVoidType() &&
               !Site->getType()->isBooleanType())
      Call.Returned = Made;
    return;
  }
  case SqlEffect::Begin:
  case SqlEffect::End:
    emitSql(Call, Row, ValueId::None);
    return;
  }
}

/// \p Statement with the arguments of \p Call from `Row.Value` on bound to it.
ValueId FlowBuilder::bindArguments(const BoundCall &Call, const SqlApi &Row,
                                   ValueId Statement) {
  const Expr *Site = Call.View.Site;
  unsigned First = Row.Value;
  for (unsigned I = First; I < Call.Arguments.size(); ++I) {
    ValueId V = Call.Arguments[I];
    const ValueNode &N = Table[Table.core(content(V, Site))];
    bool IsUse = N.Kind == ValueKind::Derived && N.How == Derivation::Carry &&
                 (N.Number == SqlUse || N.Number == SqlInto);
    bool IsList = N.Kind == ValueKind::Derived && N.How == Derivation::Make &&
                  !IsUse && N.Number == 0 &&
                  Call.View.Arguments[I]->getType()->isPointerType();
    ValueId Held = content(V, Site);
    if (IsUse && N.Number == SqlInto) {
      Statement = Table.derived(Derivation::Put, {Statement, N.Inputs[0]},
                                nullptr, SqlBoundOut);
      continue;
    }
    Statement = Table.derived(Derivation::Put, {Statement, Held}, nullptr,
                              IsList ? SqlBoundList : SqlBoundNext);
  }
  return Statement;
}

void FlowBuilder::sqlText(BoundCall &Call, const SqlApi &Row,
                          llvm::ArrayRef<ValueId> Texts) {
  const Expr *Site = Call.View.Site;
  ValueId Rows = Table.opaque(Site, 60);
  llvm::SmallVector<ValueId, 4> Inputs = {Rows};
  Inputs.append(Texts.begin(), Texts.end());
  ValueId Statement =
      Table.derived(Derivation::Make, Inputs, Site, SqlStatementMade);
  bool ByType = Row.Text == SqlByType;
  if (Row.Value != NoSlot && Row.Value >= 0)
    Statement = bindArguments(Call, Row, Statement);
  unsigned TextAt = Call.Arguments.size();
  if (ByType) {
    // The values come after the text.
    for (unsigned I = Call.Arguments.size(); I-- > 0;)
      if (isText(Call.View.Arguments[I]->getType()) ||
          llvm::isa<DeclRefExpr>(peel(Call.View.Arguments[I])))
        TextAt = I;
    if (formatted(Call) == ValueId::None)
      for (unsigned I = TextAt + 1; I < Call.Arguments.size(); ++I)
        if (!Call.View.Arguments[I]->getType()->isFunctionPointerType())
          Statement = Table.derived(
              Derivation::Put, {Statement, content(Call.Arguments[I], Site)},
              nullptr, SqlBoundNext);
  }
  if (Row.Effect == SqlEffect::Run)
    emitSql(Call, Row, Statement);
  writeColumns(Statement, Site);
  if (!ByType) {
    if (Row.Statement == toctou::Result)
      Call.Returned = returnStatement(Call, Statement, Rows);
    else if (Row.Statement != NoSlot) {
      writeStatement(Call, Row.Statement, Statement, Rows, Row.OnConnection);
      if (Call.View.IsOperator && Call.Object != PlaceId::None)
        Call.Returned = returnStatement(Call, Statement, Rows);
    }
    callRows(Call, Rows, TextAt);
    return;
  }
  QualType T = Site->getType();
  if (Call.View.IsConstructor) {
    Env.write(Table, Call.Object, Statement);
    return;
  }
  bool ReturnsRows = !T->isVoidType() && !T->isBooleanType();
  if (ReturnsRows && T->isArithmeticType())
    // A count, a return code, or the one value asked for.
    Call.Returned =
        Table.derived(Derivation::Make, {Rows}, nullptr, SqlFetched);
  else if (ReturnsRows)
    Call.Returned =
        isText(T) ? Table.derived(Derivation::Make, {Rows}, nullptr, SqlFetched)
                  : returnStatement(Call, Statement, Rows);
  // `cursor.execute(text)`: the cursor holds the rows.
  if ((!ReturnsRows || T->isArithmeticType()) && Call.Object != PlaceId::None &&
      Row.Statement != NoSlot)
    Env.write(Table, Call.Object, Statement);
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    QualType To = Call.View.Arguments[I]->getType();
    if (Call.View.Callee && I < Call.View.Callee->getNumParams())
      To = Call.View.Callee->getParamDecl(I)->getType();
    if ((!To->isPointerType() && !To->isLValueReferenceType()) ||
        To->getPointeeType().isConstQualified() || isText(To))
      continue;
    To = To->getPointeeType();
    if (To->isFunctionType())
      continue;
    auto P = Table.asAddress(Call.Arguments[I]);
    if (!P)
      continue;
    // Before the text stands the connection, or a number that comes out.
    if (I < TextAt && !To->isArithmeticType())
      continue;
    if (To->isPointerType())
      writeStatement(Call, Slot(I), Statement, Rows, false);
    else if (To->isRecordType())
      putInto(*P, {Rows}, Site);
    else
      writePlace(*P,
                 Table.derived(Derivation::Make, {Rows}, nullptr, SqlFetched),
                 Site);
  }
  callRows(Call, Rows, TextAt);
}

} // namespace clang::toctou
