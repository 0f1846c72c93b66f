//===- TextFlow.cpp - Texts made from a format ----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A text keeps its format and its values apart, so that whoever reads SQL out
/// of it knows what stands where. A variadic function whose last parameter is a
/// C string formats as printf does, whatever its name.
///
//===----------------------------------------------------------------------===//
#include "Flow/FlowBuilder.h"
#include "Flow/SqlValues.h"
#include "clang/AST/ASTContext.h"

namespace clang::toctou {

/// The parameter of \p F that is a format of printf, or nothing.
static std::optional<unsigned> printfFormat(const FunctionDecl &F) {
  if (!F.isVariadic() || F.getNumParams() == 0)
    return std::nullopt;
  unsigned Last = F.getNumParams() - 1;
  QualType T = F.getParamDecl(Last)->getType();
  if (!T->isPointerType() || !T->getPointeeType().isConstQualified() ||
      !T->getPointeeType()->isAnyCharacterType())
    return std::nullopt;
  return Last;
}

ValueId FlowBuilder::formatted(const BoundCall &Call) {
  const FunctionDecl *Callee = Call.View.Callee;
  if (!Callee)
    return ValueId::None;
  FormatStyle Style = FormatStyle::None;
  llvm::SmallVector<ValueId, 8> Inputs;
  unsigned First = 0;
  if (Call.Model && Call.Model->Format) {
    const FormatApi &Row = *Call.Model->Format;
    Style = Row.Style;
    Inputs.push_back(Row.Format == Receiver && Call.Object != PlaceId::None
                         ? readQuietly(Call.Object)
                         : slotContent(Call, Row.Format));
    First = Row.Values;
  } else if (auto Format = printfFormat(*Callee)) {
    Style = FormatStyle::Printf;
    Inputs.push_back(slotContent(Call, Slot(*Format)));
    First = *Format + 1;
  }
  if (Style == FormatStyle::None || Inputs[0] == ValueId::None)
    return ValueId::None;
  for (unsigned I = First; I < Call.Arguments.size(); ++I)
    Inputs.push_back(content(Call.Arguments[I], Call.View.Site));
  return Table.derived(Derivation::Text, Inputs, nullptr,
                       TextFormat + int64_t(Style));
}

/// Where a call that formats writes its text, if it is no result of it: the
/// first argument that a text can be written through. True if it writes.
bool FlowBuilder::writeFormatted(const BoundCall &Call, ValueId Made) {
  const FunctionDecl *Callee = Call.View.Callee;
  for (unsigned I = 0; I < Callee->getNumParams() && I < Call.Arguments.size();
       ++I) {
    QualType T = Callee->getParamDecl(I)->getType();
    if (!T->isPointerType() && !T->isLValueReferenceType())
      continue;
    QualType To = T->getPointeeType();
    if (To.isConstQualified())
      continue;
    bool IsBuffer = T->isPointerType() && To->isAnyCharacterType();
    if (!IsBuffer && !isText(To))
      continue;
    PlaceId P = slotPlace(Call, Slot(I));
    if (P == PlaceId::None)
      continue;
    // `strcatf(&text, ...)` adds to what is there.
    llvm::StringRef Name =
        Callee->getIdentifier() ? Callee->getName() : llvm::StringRef();
    if (Name.contains_insensitive("cat") || Name.contains_insensitive("append"))
      putInto(P, {Made}, Call.View.Site);
    else
      writePlace(P, Made, Call.View.Site);
    return true;
  }
  return false;
}

/// What an operator puts into a text: a character is no number.
ValueId FlowBuilder::textOperand(ValueId V, const Expr *E) {
  if (E->getType()->isAnyCharacterType() && Table.asConstant(V))
    return Table.derived(Derivation::Text, {Table.core(V)}, nullptr, TextChar);
  return V;
}

} // namespace clang::toctou
