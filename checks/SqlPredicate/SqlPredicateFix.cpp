//===- SqlPredicateFix.cpp - How to carry the predicate -------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/SqlPredicateFix.h"
#include "SqlPredicate/BoundArguments.h"
#include "SqlPredicate/LiteralEdit.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// The text of a conjunct
//===----------------------------------------------------------------------===//

/// A part of a conjunct: a text, or a placeholder of the SELECT.
struct ConjunctPart {
  std::string Text;
  unsigned Param = 0; ///< From 1; 0: a text.
};

/// The conjunct \p C of \p Select without the names of its table; empty if a
/// hole is in it or its place is not known.
static std::vector<ConjunctPart> partsOf(const KnownStatement &Select,
                                         const SqlConjunct &C) {
  std::vector<ConjunctPart> Parts;
  if (C.Begin >= C.End)
    return Parts;
  SqlSource Slice;
  Slice.Text = Select.Text.Source.Text.substr(C.Begin, C.End - C.Begin);
  if (llvm::StringRef(Slice.Text).contains(HoleMark))
    return Parts;
  auto Tokens = tokenize(Slice);
  if (!Tokens)
    return Parts;
  std::string Text;
  size_t From = 0;
  auto Flush = [&](size_t Upto) {
    Text += Slice.Text.substr(From, Upto - From);
  };
  for (size_t I = 0; I < Tokens->size(); ++I) {
    const SqlToken &T = (*Tokens)[I];
    bool IsName = T.Kind == SqlTokenKind::Word || T.Kind == SqlTokenKind::Name;
    if (IsName && I + 1 < Tokens->size() && (*Tokens)[I + 1].isSymbol(".")) {
      Flush(T.Begin);
      From = (*Tokens)[I + 1].End;
      continue;
    }
    if (T.Kind != SqlTokenKind::Param)
      continue;
    Flush(T.Begin);
    From = T.End;
    if (!Text.empty())
      Parts.push_back({std::move(Text), 0});
    Text.clear();
    unsigned Number = 0;
    for (unsigned P = 0; P < Select.Sql.Params.size(); ++P) {
      const SqlParam &Known = Select.Sql.Params[P];
      bool IsIt = Known.Written == "?" ? Known.Begin == C.Begin + T.Begin
                                       : Known.Written == T.Text;
      if (IsIt)
        Number = P + 1;
    }
    Parts.push_back({T.Text, Number});
  }
  Flush(Slice.Text.size());
  if (!Text.empty())
    Parts.push_back({std::move(Text), 0});
  // Line ends and runs of blanks are the layout of the other statement.
  for (ConjunctPart &Part : Parts)
    if (!Part.Param) {
      std::string Tight;
      for (char Each : Part.Text) {
        char Blank = Each == '\n' || Each == '\t' ? ' ' : Each;
        if (Blank == ' ' && !Tight.empty() && Tight.back() == ' ')
          continue;
        Tight += Blank;
      }
      Part.Text = Tight;
    }
  if (C.Condition.Kind == TermKind::Or && Slice.Text.front() != '(' &&
      !Parts.empty()) {
    Parts.insert(Parts.begin(), {"(", 0});
    Parts.push_back({")", 0});
  }
  return Parts;
}

std::string droppedText(const SqlPredicateRace &Race, unsigned I) {
  const SqlConjunct &C = Race.Select->Sql.Where[I];
  std::string Text;
  for (const ConjunctPart &Part : partsOf(*Race.Select, C))
    Text += Part.Text;
  if (!Text.empty())
    return Text;
  // A hole is in it: shown as such.
  Text = Race.Select->Text.Source.Text.substr(C.Begin, C.End - C.Begin);
  for (size_t At; (At = Text.find(HoleMark)) != std::string::npos;)
    Text.replace(At, 1, "...");
  return Text.empty() ? "a part of the condition" : Text;
}

//===----------------------------------------------------------------------===//
// The edit
//===----------------------------------------------------------------------===//

namespace {

/// Builds the edit of one act.
class CarryEdit {
public:
  CarryEdit(const SqlPredicateRace &Race, TranslationUnit &Unit)
      : Race(Race), Context(Unit.context()), Arguments(Race, Unit) {}

  /// The edits, or none.
  std::vector<TextEdit> make() {
    std::string Text = conjuncts();
    if (Text.empty())
      return {};
    const KnownStatement &Act = *Race.Act;
    std::vector<TextEdit> Edits;
    bool Ok;
    if (Act.Sql.IsDisjunction) {
      Ok = add(Act.Sql.WhereBegin - 1, " (", Edits) &&
           add(Act.Sql.WhereEnd - 1, ") AND " + Text, Edits);
    } else {
      Ok = add(Act.Sql.WhereEnd - 1, " AND " + Text, Edits);
      if (!Ok) {
        Edits.clear();
        Ok = add(Act.Sql.WhereBegin - 1, " " + Text + " AND", Edits);
      }
    }
    if (!Ok || !Arguments.finish(Edits))
      return {};
    llvm::sort(Edits, [](const TextEdit &A, const TextEdit &B) {
      return A.Offset < B.Offset;
    });
    return Edits;
  }

private:
  std::string conjuncts() {
    std::string Text;
    for (unsigned I : Race.Dropped) {
      auto Parts = partsOf(*Race.Select, Race.Select->Sql.Where[I]);
      if (Parts.empty())
        return "";
      if (!Text.empty())
        Text += " AND ";
      for (const ConjunctPart &Part : Parts) {
        if (!Part.Param) {
          Text += Part.Text;
          continue;
        }
        std::string Bound = Arguments.carry(Part.Param);
        if (Bound.empty())
          return "";
        Text += Bound;
      }
    }
    return Text;
  }

  bool add(size_t After, llvm::StringRef Text, std::vector<TextEdit> &Edits) {
    auto At = placeAfter(Race.Act->Text, After, Context);
    if (!At)
      return false;
    auto Spelled = At->spelled(Text);
    if (!Spelled)
      return false;
    const SourceManager &Sources = Context.getSourceManager();
    OptionalFileEntryRef File =
        Sources.getFileEntryRefForID(Sources.getFileID(At->At));
    if (!File || Sources.isInSystemHeader(At->At))
      return false;
    Edits.push_back(
        {File->getName().str(), Sources.getFileOffset(At->At), 0, *Spelled});
    return true;
  }

  const SqlPredicateRace &Race;
  ASTContext &Context;
  BoundArguments Arguments;
};

} // namespace

std::vector<Remedy> remediesOf(const SqlPredicateRace &Race,
                               TranslationUnit &Unit) {
  std::vector<Remedy> All;
  std::string Missing;
  bool HasValues = false;
  for (unsigned I : Race.Dropped) {
    Missing += (Missing.empty() ? "" : " AND ") + droppedText(Race, I);
    HasValues |= Race.Select->Sql.Where[I].Condition.anyPart(
        [](const Term &P) { return P.Kind == TermKind::Param; });
  }
  Remedy Carry;
  Carry.Edits = CarryEdit(Race, Unit).make();
  Carry.KeepsBehaviour = true;
  const char *Verb =
      Race.Act->Sql.Kind == SqlKind::Delete ? "DELETE" : "UPDATE";
  Carry.Text =
      "append `AND " + Missing + "` to the WHERE clause of the " + Verb;
  if (HasValues)
    Carry.Text += ", and bind the values that the SELECT was given";
  All.push_back(std::move(Carry));
  Remedy Count;
  Count.Text = std::string("then look at the number of rows that the ") + Verb +
               " changed: with none, the row is no longer one of those that "
               "were chosen, and work on it must wait for that answer";
  All.push_back(std::move(Count));
  return All;
}

} // namespace clang::toctou
