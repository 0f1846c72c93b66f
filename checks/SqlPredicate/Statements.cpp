//===- Statements.cpp - The statements of a unit --------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/Statements.h"
#include "Flow/SqlValues.h"
#include "Summaries/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace clang::toctou {

//===----------------------------------------------------------------------===//
// What is bound
//===----------------------------------------------------------------------===//

namespace {
/// The values that were bound to one statement.
struct Bindings {
  struct Named {
    std::string Name; ///< Without its sigil; empty: by number.
    int64_t Number = 0;
    ValueId Value;
  };
  std::vector<Named> ByName; ///< The last binding first.
  std::vector<ValueId> ByOrder;
};
} // namespace

static llvm::StringRef withoutSigil(llvm::StringRef Name) {
  return Name.ltrim(":@$?");
}

static Bindings bindingsOf(const Values &Table, const PathFacts &Facts,
                           ValueId Whole) {
  Bindings Found;
  ValueId V = Whole;
  for (unsigned I = 0; I < 64; ++I) {
    V = Table.core(Facts.resolve(Table, V));
    const ValueNode &N = Table[V];
    if (N.Kind == ValueKind::Phi) {
      // A loop binds to what came in.
      ValueId Next = ValueId::None;
      for (const auto &[Key, Input] : Table.phiInputs(V))
        if (Next == ValueId::None || Input < Next)
          Next = Input;
      if (Next == ValueId::None)
        break;
      V = Next;
      continue;
    }
    if (N.Kind != ValueKind::Derived || N.How != Derivation::Put ||
        N.Inputs.size() < 2)
      break;
    ValueId Given = N.Inputs[1];
    if (N.Number == SqlBoundName) {
      Bindings::Named Made;
      Made.Value = Given;
      ValueId At = Table.core(N.Inputs[2]);
      if (auto Number = Table.asConstant(At))
        Made.Number = *Number + (N.Anchor ? 1 : 0);
      else {
        // The name may be wrapped into a string object.
        for (unsigned S = 0; S < 6; ++S) {
          const ValueNode &A = Table[Table.core(At)];
          if (A.Kind == ValueKind::Text) {
            if (const auto *L = llvm::dyn_cast<StringLiteral>(
                    static_cast<const Stmt *>(A.Anchor));
                L && L->getCharByteWidth() == 1)
              Made.Name = withoutSigil(L->getBytes()).lower();
            break;
          }
          if (A.Kind != ValueKind::Derived || A.Inputs.empty())
            break;
          At = A.Inputs[0];
        }
      }
      Found.ByName.push_back(Made);
    } else if (N.Number == SqlBoundList) {
      const ValueNode &List = Table[Table.core(Given)];
      Found.ByOrder.insert(Found.ByOrder.begin(), List.Inputs.begin(),
                           List.Inputs.end());
    } else if (N.Number == SqlBoundNext)
      Found.ByOrder.insert(Found.ByOrder.begin(), Given);
    V = N.Inputs[0];
  }
  return Found;
}

/// The values of the parameters of \p S.
static void bindParameters(const Values &Table, const PathFacts &Facts,
                           KnownStatement &S) {
  Bindings Found = bindingsOf(Table, Facts, S.Whole);
  int64_t Ordinal = 0;
  std::vector<std::string> NamesInOrder;
  for (const SqlParam &P : S.Sql.Params) {
    ValueId V = ValueId::None;
    if (P.Written.empty()) {
      // A hole.
      for (size_t I = 0; I < S.Text.Holes.size(); ++I)
        if (!P.Holes.empty() && S.Text.Source.Holes[I] == P.Holes.front())
          V = S.Text.Holes[I];
      S.Bound.push_back(V);
      continue;
    }
    ++Ordinal;
    llvm::StringRef Name = withoutSigil(P.Written);
    int64_t Number = Ordinal;
    bool IsNumbered = !Name.empty() && !Name.getAsInteger(10, Number);
    if (!IsNumbered)
      Number = Ordinal;
    for (const Bindings::Named &B : Found.ByName)
      if (B.Name.empty() ? B.Number == Number : B.Name == Name.lower()) {
        V = B.Value;
        break;
      }
    if (V == ValueId::None && Number >= 1 &&
        size_t(Number) <= Found.ByOrder.size())
      V = Found.ByOrder[Number - 1];
    S.Bound.push_back(V);
  }
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

std::shared_ptr<const KnownStatement> Statements::read(const Event &E,
                                                       const PathFacts &Facts) {
  if (E.Operands.empty())
    return nullptr;
  const Values &Table = Unit.values();
  ValueId Whole = E.Operands[0];
  ValueId Made = statementIn(Table, Whole);
  // A path may have chosen one of several statements.
  ValueId Chosen = Table.core(Facts.resolve(Table, Whole));
  if (ValueId Other = statementIn(Table, Chosen); Other != ValueId::None)
    Made = Other;
  if (Made == ValueId::None)
    return nullptr;
  for (ValueId Text : llvm::drop_begin(Table[Made].Inputs)) {
    ValueId At = Facts.resolve(Table, Text);
    auto [It, IsNew] = Known.try_emplace({&E, At}, nullptr);
    if (!IsNew) {
      if (It->second)
        return It->second;
      continue;
    }
    auto Read = std::make_shared<KnownStatement>();
    Read->Text = readStatementText(Table, Facts, Text);
    if (Read->Text.Source.Text.find_first_of(" \n\t") == std::string::npos &&
        Read->Text.Source.Text.size() < 5)
      continue;
    std::string Key = Read->Text.Source.Text;
    for (const std::string &Hole : Read->Text.Source.Holes)
      Key += "\n" + Hole;
    auto [Cached, Fresh] = Parsed.try_emplace(Key);
    if (Fresh)
      Cached->second.first = parseSql(Read->Text.Source, Cached->second.second);
    if (Cached->second.first != SqlParse::Parsed)
      continue;
    Read->Sql = Cached->second.second;
    Read->Rows = Table[Made].Inputs[0];
    Read->Whole = Whole;
    Read->Run = &E;
    bindParameters(Table, Facts, *Read);
    return It->second = std::move(Read);
  }
  return nullptr;
}

Statements::Statements(TranslationUnit &Unit) : Unit(Unit) {
  for (const FunctionDecl *F : Unit.functions())
    if (const FunctionFlow *Flow = Unit.flow(*F)) {
      for (const FlowBlock &Block : Flow->Blocks)
        for (const Event &E : Block.Events)
          collect(E);
    }
}

void Statements::collect(const Event &E) {
  if (E.Kind != EventKind::Sql)
    return;
  if (E.Engine != SqlEngine::Unknown && Engine == SqlEngine::Unknown)
    Engine = E.Engine;
  PathFacts None;
  auto S = read(E, None);
  if (!S)
    return;
  for (const SqlTable &T : S->Sql.Tables)
    Tables.insert(T.Name);
  llvm::StringRef Text = S->Text.Source.Text;
  if (Engine == SqlEngine::Unknown &&
      (Text.contains_insensitive("strftime(") ||
       Text.contains_insensitive("rowid") ||
       Text.contains_insensitive("sqlite_") ||
       Text.contains_insensitive("begin immediate") ||
       Text.contains_insensitive("or ignore") ||
       Text.contains_insensitive("or replace")))
    Engine = SqlEngine::Sqlite;
  switch (S->Sql.Kind) {
  case SqlKind::Update:
  case SqlKind::Insert:
    Changes.push_back(S);
    return;
  case SqlKind::Create:
    Creates.push_back(S);
    return;
  default:
    return;
  }
}

//===----------------------------------------------------------------------===//
// What is known of tables
//===----------------------------------------------------------------------===//

bool Statements::maySame(llvm::StringRef Table, llvm::StringRef Other) {
  return Table == Other || Table.contains("hole") || Other.contains("hole");
}

bool Statements::canChange(llvm::StringRef Table,
                           llvm::StringRef Column) const {
  for (const auto &S : Changes)
    if (maySame(S->Sql.Table, Table))
      for (const SqlAssignment &A : S->Sql.Sets)
        if (A.Column == Column)
          return true;
  return Unit.lookup().isStateColumn(Column);
}

bool Statements::isUnique(llvm::StringRef Table, llvm::StringRef Column) const {
  for (const auto &S : Creates)
    if (S->Sql.Table == Table && llvm::is_contained(S->Sql.Unique, Column))
      return true;
  return false;
}

/// `workspaces` and `workspace` name one thing.
static std::string singular(llvm::StringRef Name) {
  std::string One = Name.lower();
  llvm::erase(One, '_');
  if (One.size() > 3 && One.back() == 's')
    One.pop_back();
  return One;
}

bool Statements::isForeignKey(llvm::StringRef Table,
                              llvm::StringRef Column) const {
  llvm::StringRef Stem = Column;
  if (!Stem.consume_back("_id") && !Stem.consume_back("id"))
    return false;
  std::string Wanted = singular(Stem);
  if (Wanted.empty() || singular(Table) == Wanted)
    return false;
  for (const std::string &Other : Tables)
    if (Other != Table && singular(Other) == Wanted)
      return true;
  return false;
}

} // namespace clang::toctou
