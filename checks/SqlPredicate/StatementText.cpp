//===- StatementText.cpp - The SQL that a value says ----------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SqlPredicate/StatementText.h"
#include "Flow/SqlValues.h"
#include "Models/SqlApi.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace clang::toctou {

const StatementText::Run *StatementText::runAt(size_t Offset) const {
  for (const Run &R : Runs)
    if (Offset >= R.At && Offset < R.At + R.Length)
      return &R;
  return nullptr;
}

namespace {

class TextReader {
public:
  TextReader(const Values &Table, const PathFacts &Facts)
      : Table(Table), Facts(Facts) {}

  StatementText Out;

  void read(ValueId V) {
    V = Table.core(Facts.resolve(Table, V));
    if (++Steps > MaxSteps || Depth > MaxDepth)
      return hole(V);
    ++Depth;
    if (!readKnown(V))
      hole(V);
    --Depth;
  }

private:
  static constexpr unsigned MaxSteps = 600, MaxDepth = 60;

  void hole(ValueId V) {
    addRun(1, nullptr, 0, false);
    Out.Source.Text += HoleMark;
    Out.Source.Holes.push_back(std::to_string(unsigned(V)));
    Out.Holes.push_back(V);
  }

  void addRun(size_t Length, const StringLiteral *Literal, unsigned Byte,
              bool IsFormat) {
    Out.Runs.push_back(
        {Out.Source.Text.size(), Length, Literal, Byte, IsFormat});
  }

  void addLiteral(const StringLiteral *Literal, unsigned Begin, unsigned End,
                  bool IsFormat) {
    if (Begin == End)
      return;
    addRun(End - Begin, Literal, Begin, IsFormat);
    Out.Source.Text += Literal->getBytes().slice(Begin, End);
  }

  /// True if a literal is among what \p V is made of.
  bool saysLiteral(ValueId V, unsigned Left = 12) const {
    V = Table.core(Facts.resolve(Table, V));
    const ValueNode &N = Table[V];
    if (N.Kind == ValueKind::Text)
      return true;
    if (N.Kind == ValueKind::Initial)
      return literalOf(N.At) != nullptr;
    if (N.Kind != ValueKind::Derived || Left == 0 ||
        (N.How == Derivation::Make && N.Number >= SqlStatementMade))
      return false;
    return llvm::any_of(
        N.Inputs, [&](ValueId Input) { return saysLiteral(Input, Left - 1); });
  }

  bool readKnown(ValueId V) {
    const ValueNode &N = Table[V];
    switch (N.Kind) {
    case ValueKind::Text:
      if (const auto *Literal = llvm::dyn_cast<StringLiteral>(
              static_cast<const Stmt *>(N.Anchor))) {
        if (Literal->getCharByteWidth() != 1)
          return false;
        addLiteral(Literal, 0, Literal->getByteLength(), false);
        return true;
      }
      return false;
    case ValueKind::Initial:
      if (const StringLiteral *Literal = literalOf(N.At)) {
        addLiteral(Literal, 0, Literal->getByteLength(), false);
        return true;
      }
      return false;
    case ValueKind::Derived:
      return readDerived(N);
    case ValueKind::Opaque:
      // An object that was made without arguments: an empty text.
      return N.Number == 50;
    case ValueKind::Address:
      return false;
    default:
      return false;
    }
  }

  bool readDerived(const ValueNode &N) {
    switch (N.How) {
    case Derivation::Text:
      if (N.Number == TextChar) {
        if (auto C = Table.asConstant(N.Inputs[0])) {
          addRun(1, nullptr, 0, false);
          Out.Source.Text += char(*C);
          return true;
        }
        return false;
      }
      if (N.Number >= TextFormat && N.Number < TextChar)
        return readFormat(N);
      if (N.Number == OO_Plus) {
        for (ValueId Input : N.Inputs)
          readPart(Input);
        return true;
      }
      return readWrapped(N);
    case Derivation::Put:
      for (ValueId Input : N.Inputs)
        readPart(Input);
      return true;
    case Derivation::Getter:
    case Derivation::Carry:
    case Derivation::Make:
      if (N.How == Derivation::Make && N.Number >= SqlStatementMade)
        return false;
      return readWrapped(N);
    case Derivation::Unary:
    case Derivation::Binary:
    case Derivation::Field:
    case Derivation::Element:
      return false;
    }
    return false;
  }

  /// A part of a text: a number is what it looks like.
  void readPart(ValueId V) {
    if (auto C = Table.asConstant(V)) {
      std::string Digits = std::to_string(*C);
      addRun(Digits.size(), nullptr, 0, false);
      Out.Source.Text += Digits;
      return;
    }
    read(V);
  }

  /// A conversion of one text.
  bool readWrapped(const ValueNode &N) {
    ValueId Only = ValueId::None;
    for (ValueId Input : N.Inputs)
      if (saysLiteral(Input)) {
        if (Only != ValueId::None)
          return false;
        Only = Input;
      }
    if (Only == ValueId::None)
      return false;
    read(Only);
    return true;
  }

  //===--- Formats ----------------------------------------------------------//

  const StringLiteral *literalIn(ValueId V) const {
    V = Table.core(Facts.resolve(Table, V));
    const ValueNode &N = Table[V];
    if (N.Kind == ValueKind::Text)
      return llvm::dyn_cast<StringLiteral>(static_cast<const Stmt *>(N.Anchor));
    if (N.Kind == ValueKind::Initial)
      return literalOf(N.At);
    if (N.Kind == ValueKind::Derived && N.Inputs.size() >= 1 &&
        (N.How == Derivation::Getter || N.How == Derivation::Make ||
         N.How == Derivation::Carry) &&
        N.Number < SqlStatementMade)
      return literalIn(N.Inputs[0]);
    return nullptr;
  }

  bool readFormat(const ValueNode &N) {
    auto Style = FormatStyle(N.Number - TextFormat);
    if (Style == FormatStyle::Number)
      return readNumbered(N);
    const StringLiteral *Literal = literalIn(N.Inputs[0]);
    if (!Literal || Literal->getCharByteWidth() != 1)
      return false;
    llvm::StringRef Format = Literal->getBytes();
    unsigned Value = 1, From = 0;
    bool IsPrintf = Style == FormatStyle::Printf;
    for (unsigned I = 0; I < Format.size();) {
      char C = Format[I];
      bool Opens = IsPrintf ? C == '%' : C == '{';
      bool Doubled = I + 1 < Format.size() && Format[I + 1] == C &&
                     (C == '%' || C == '{' || C == '}');
      if (Doubled && (Opens || (!IsPrintf && C == '}'))) {
        addLiteral(Literal, From, I + 1, IsPrintf);
        From = I += 2;
        continue;
      }
      if (!Opens) {
        ++I;
        continue;
      }
      unsigned End = I + 1, Extra = 0;
      if (IsPrintf) {
        while (End < Format.size() &&
               llvm::StringRef("-+ #0123456789.*'$").contains(Format[End])) {
          Extra += Format[End] == '*';
          ++End;
        }
        while (End < Format.size() &&
               llvm::StringRef("hljztLIq64").contains(Format[End]) &&
               End + 1 < Format.size() && llvm::isAlpha(Format[End + 1]))
          ++End;
        ++End;
        // PRIu64 may be `lu` or `llu`; all is covered by the loop above.
      } else {
        size_t Close = Format.find('}', I);
        if (Close == llvm::StringRef::npos)
          return false;
        End = Close + 1;
        unsigned Index;
        if (!Format.slice(I + 1, Close)
                 .split(':')
                 .first.getAsInteger(10, Index))
          Value = Index + 1;
      }
      addLiteral(Literal, From, I, IsPrintf);
      Value += Extra;
      ValueId Given = Value < N.Inputs.size() ? N.Inputs[Value] : ValueId::None;
      ++Value;
      formatValue(Given, Literal, I);
      From = I = std::min<unsigned>(End, Format.size());
    }
    addLiteral(Literal, From, Format.size(), IsPrintf);
    return true;
  }

  void formatValue(ValueId V, const StringLiteral *Literal, unsigned Byte) {
    if (V == ValueId::None) {
      hole(V);
      return;
    }
    size_t Before = Out.Runs.size();
    if (auto C = Table.asConstant(V)) {
      std::string Digits = std::to_string(*C);
      Out.Source.Text += Digits;
      Out.Runs.push_back({Out.Source.Text.size() - Digits.size(), Digits.size(),
                          nullptr, 0, false});
    } else
      read(V);
    // What fills the place stands where its place stands.
    if (Out.Runs.size() == Before + 1 && !Out.Runs.back().Literal) {
      Out.Runs.back().Literal = Literal;
      Out.Runs.back().Byte = Byte;
      Out.Runs.back().IsFormat = true;
    }
  }

  /// `QString("... %1 ... %2").arg(a).arg(b)`, `Substitute("$0", a)`.
  bool readNumbered(const ValueNode &N) {
    llvm::SmallVector<ValueId, 4> Given;
    const ValueNode *Each = &N;
    ValueId Format = N.Inputs[0];
    for (unsigned I = 0; I < 16; ++I) {
      Given.insert(Given.begin(), Each->Inputs.begin() + 1, Each->Inputs.end());
      Format = Table.core(Facts.resolve(Table, Each->Inputs[0]));
      const ValueNode &F = Table[Format];
      if (F.Kind != ValueKind::Derived || F.How != Derivation::Text ||
          F.Number != N.Number)
        break;
      Each = &F;
    }
    StatementText Whole = std::move(Out);
    Out = {};
    if (!saysLiteral(Format)) {
      Out = std::move(Whole);
      return false;
    }
    read(Format);
    StatementText Pattern = std::move(Out);
    Out = std::move(Whole);
    llvm::StringRef Text = Pattern.Source.Text;
    // `%1` is the lowest number there is, and so on.
    std::vector<unsigned> Numbers;
    auto NumberAt = [&](size_t I, unsigned &Length) -> int {
      if ((Text[I] != '%' && Text[I] != '$') || I + 1 >= Text.size())
        return -1;
      size_t D = I + 1 + (Text[I + 1] == 'L');
      if (D >= Text.size() || !llvm::isDigit(Text[D]))
        return -1;
      Length = D + 1 - I;
      return Text[D] - '0';
    };
    unsigned Length = 0;
    for (size_t I = 0; I < Text.size(); ++I)
      if (int Number = NumberAt(I, Length); Number >= 0)
        if (!llvm::is_contained(Numbers, unsigned(Number)))
          Numbers.push_back(Number);
    llvm::sort(Numbers);
    size_t NextHole = 0;
    for (size_t I = 0; I < Text.size();) {
      const StatementText::Run *R = Pattern.runAt(I);
      const StringLiteral *Literal = R ? R->Literal : nullptr;
      unsigned Byte = R ? R->Byte + unsigned(I - R->At) : 0;
      int Number = NumberAt(I, Length);
      size_t Index = llvm::find(Numbers, unsigned(Number)) - Numbers.begin();
      if (Number >= 0 && Index < Given.size()) {
        formatValue(Given[Index], Literal, Byte);
        I += Length;
        continue;
      }
      if (Text[I] == HoleMark) {
        hole(Pattern.Holes[NextHole++]);
        ++I;
        continue;
      }
      addRun(1, Literal, Byte, R && R->IsFormat);
      Out.Source.Text += Text[I++];
    }
    return true;
  }

  //===--- Constants --------------------------------------------------------//

  /// The literal that the constant variable, or element of a table, at \p P
  /// holds.
  const StringLiteral *literalOf(PlaceId P) const {
    const Expr *Init = initialiser(P);
    if (!Init)
      return nullptr;
    Init = stripped(Init);
    return llvm::dyn_cast_or_null<StringLiteral>(Init);
  }

  /// The expression inside conversions and constructions of one argument.
  static const Expr *stripped(const Expr *E) {
    for (unsigned I = 0; E && I < 12; ++I) {
      const Expr *Before = E;
      E = E->IgnoreParenCasts()->IgnoreImplicit();
      if (const auto *Made = llvm::dyn_cast<CXXConstructExpr>(E);
          Made && Made->getNumArgs() >= 1)
        E = Made->getArg(0);
      if (const auto *Call = llvm::dyn_cast<UserDefinedLiteral>(E))
        E = Call->getArg(0);
      if (E == Before)
        break;
    }
    return E;
  }

  const Expr *initialiser(PlaceId P) const {
    const PlaceNode &N = Table[P];
    switch (N.Kind) {
    case PlaceKind::Object:
      // A literal that was passed by reference.
      return llvm::dyn_cast<StringLiteral>(static_cast<const Stmt *>(N.Anchor));
    case PlaceKind::Variable: {
      const auto *Var = static_cast<const VarDecl *>(N.Anchor);
      if (!Var->hasGlobalStorage() || llvm::isa<ParmVarDecl>(Var))
        return nullptr;
      // A pointer that may be set anew is no constant, but an array is.
      QualType T = Var->getType();
      if (T->isPointerType() && !T.isConstQualified() &&
          Var->getFormalLinkage() == Linkage::External && !Var->isConstexpr())
        return nullptr;
      const VarDecl *Definition = nullptr;
      return Var->getAnyInitializer(Definition);
    }
    case PlaceKind::Field: {
      const Expr *Whole = initialiser(N.Parent);
      const auto *List = Whole ? listIn(Whole) : nullptr;
      const auto *F = static_cast<const FieldDecl *>(N.Anchor);
      return List && F->getFieldIndex() < List->getNumInits()
                 ? List->getInit(F->getFieldIndex())
                 : nullptr;
    }
    case PlaceKind::Element: {
      const Expr *Whole = initialiser(N.Parent);
      const auto *List = Whole ? listIn(Whole) : nullptr;
      auto Index = Table.asConstant(N.Value);
      return List && Index && *Index >= 0 &&
                     uint64_t(*Index) < List->getNumInits()
                 ? List->getInit(*Index)
                 : nullptr;
    }
    default:
      return nullptr;
    }
  }

  static const InitListExpr *listIn(const Expr *E) {
    const auto *List =
        llvm::dyn_cast<InitListExpr>(E->IgnoreParenCasts()->IgnoreImplicit());
    // std::array<T, N> x = {{...}}.
    while (List && List->getNumInits() == 1 && List->getType()->isRecordType())
      if (const auto *Inner = llvm::dyn_cast<InitListExpr>(
              List->getInit(0)->IgnoreParenCasts()->IgnoreImplicit()))
        List = Inner;
      else
        break;
    return List;
  }

  const Values &Table;
  const PathFacts &Facts;
  unsigned Steps = 0, Depth = 0;
};

} // namespace

StatementText readStatementText(const Values &Table, const PathFacts &Facts,
                                ValueId V) {
  TextReader Reader(Table, Facts);
  Reader.read(V);
  return std::move(Reader.Out);
}

} // namespace clang::toctou
