//===- Facts.cpp - What a path knows about values -------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/Facts.h"
#include "clang/AST/Expr.h"

namespace clang::toctou {

Signs signsOnSuccess(Success Ok) {
  switch (Ok) {
  case Success::Always:
    return Signs::Any;
  case Success::Zero:
    return Signs::Zero;
  case Success::NonZero:
    return Signs::NonZero;
  case Success::NonNegative:
    return Signs::NonNegative;
  case Success::Negative:
    return Signs::Negative;
  case Success::ZeroElseNegative:
    return Signs::Zero;
  }
  return Signs::Any;
}

Signs signsOnFailure(Success Ok) {
  switch (Ok) {
  case Success::Always:
    return Signs::None;
  case Success::Zero:
    return Signs::NonZero;
  case Success::NonZero:
    return Signs::Zero;
  case Success::NonNegative:
  case Success::ZeroElseNegative:
    return Signs::Negative;
  case Success::Negative:
    return Signs::NonNegative;
  }
  return Signs::None;
}

static Signs signOf(int64_t N) {
  return N < 0 ? Signs::Negative : N == 0 ? Signs::Zero : Signs::Positive;
}

static Signs truth(bool CanBeTrue, bool CanBeFalse) {
  return (CanBeTrue ? Signs::Positive : Signs::None) |
         (CanBeFalse ? Signs::Zero : Signs::None);
}

/// The signs of x for which `x Op C` is true. The second member: exact.
static Signs signsWhere(BinaryOperatorKind Op, int64_t C, bool IsTrue) {
  switch (Op) {
  case BO_EQ:
    if (IsTrue)
      return signOf(C);
    // -1 is how calls report failure: other negative values do not occur.
    return C == 0 ? Signs::NonZero : C == -1 ? Signs::NonNegative : Signs::Any;
  case BO_NE:
    return signsWhere(BO_EQ, C, !IsTrue);
  case BO_LT:
    if (IsTrue)
      return C <= 0   ? Signs::Negative
             : C == 1 ? Signs::Negative | Signs::Zero
                      : Signs::Any;
    return C > 0 ? Signs::Positive : C == 0 ? Signs::NonNegative : Signs::Any;
  case BO_GE:
    return signsWhere(BO_LT, C, !IsTrue);
  case BO_LE:
    if (IsTrue)
      return C < 0    ? Signs::Negative
             : C == 0 ? Signs::Negative | Signs::Zero
                      : Signs::Any;
    return C >= 0 ? Signs::Positive : C == -1 ? Signs::NonNegative : Signs::Any;
  case BO_GT:
    return signsWhere(BO_LE, C, !IsTrue);
  default:
    return Signs::Any;
  }
}

static BinaryOperatorKind mirrored(BinaryOperatorKind Op) {
  switch (Op) {
  case BO_LT:
    return BO_GT;
  case BO_GT:
    return BO_LT;
  case BO_LE:
    return BO_GE;
  case BO_GE:
    return BO_LE;
  default:
    return Op;
  }
}

ValueId PathFacts::resolve(const Values &Table, ValueId V) const {
  for (unsigned Steps = 0; Steps < 16; ++Steps) {
    V = Table.core(V);
    auto It = Choices.find(V);
    if (It == Choices.end())
      return V;
    V = It->second;
  }
  return V;
}

ValueId PathFacts::chosen(const Values &Table, ValueId V) const {
  for (unsigned Steps = 0; Steps < 16; ++Steps) {
    auto It = Choices.find(Table.core(V));
    if (It == Choices.end())
      return V;
    V = It->second;
  }
  return V;
}

Signs PathFacts::signs(const Values &Table, ValueId V) const {
  static constexpr unsigned MaxDepth = 6, MaxVisited = 48;
  unsigned Left = MaxVisited;
  return signsAtDepth(Table, V, MaxDepth, Left);
}

Signs PathFacts::signsAtDepth(const Values &Table, ValueId V, unsigned Depth,
                              unsigned &Left) const {
  V = resolve(Table, V);
  Signs Sure = Signs::Any;
  if (auto It = Known.find(V); It != Known.end())
    Sure = It->second;
  const ValueNode &N = Table[V];
  if (N.Kind == ValueKind::Constant)
    return signOf(N.Number);
  if (N.Kind == ValueKind::Address || N.Kind == ValueKind::Text ||
      N.Kind == ValueKind::Callable || N.Kind == ValueKind::Function)
    return Signs::Positive;
  if (N.Kind == ValueKind::Moved)
    return Signs::Zero;
  if (Depth == 0 || Left == 0)
    return Sure;
  --Left;
  if (N.Kind == ValueKind::Phi) {
    Signs All = Signs::None;
    for (const auto &[Key, Input] : Table.phiInputs(V))
      if (All != Signs::Any)
        All = All | signsAtDepth(Table, Input, Depth - 1, Left);
    return All == Signs::None ? Sure : Sure & All;
  }
  if (N.Kind != ValueKind::Derived)
    return Sure;
  if (N.How == Derivation::Unary && N.Number == UO_LNot) {
    Signs Inner = signsAtDepth(Table, N.Inputs[0], Depth - 1, Left);
    return Sure & truth(intersects(Inner, Signs::Zero),
                        intersects(Inner, Signs::NonZero));
  }
  if (N.How != Derivation::Binary)
    return Sure;
  auto Op = BinaryOperatorKind(N.Number);
  if (Op == BO_LAnd || Op == BO_LOr) {
    Signs L = signsAtDepth(Table, N.Inputs[0], Depth - 1, Left);
    Signs R = signsAtDepth(Table, N.Inputs[1], Depth - 1, Left);
    bool LT = intersects(L, Signs::NonZero), LF = intersects(L, Signs::Zero);
    bool RT = intersects(R, Signs::NonZero), RF = intersects(R, Signs::Zero);
    return Sure & (Op == BO_LAnd ? truth(LT && RT, LF || RF)
                                 : truth(LT || RT, LF && RF));
  }
  if (!BinaryOperator::isComparisonOp(Op))
    return Sure;
  ValueId LeftSide = resolve(Table, N.Inputs[0]);
  ValueId RightSide = resolve(Table, N.Inputs[1]);
  auto CL = Table.asConstant(LeftSide), CR = Table.asConstant(RightSide);
  if (CL && !CR) {
    std::swap(LeftSide, RightSide);
    std::swap(CL, CR);
    Op = mirrored(Op);
  }
  if (!CR)
    return Sure;
  Signs S = signsAtDepth(Table, LeftSide, Depth - 1, Left);
  if (CL) {
    bool Holds = Op == BO_EQ   ? *CL == *CR
                 : Op == BO_NE ? *CL != *CR
                 : Op == BO_LT ? *CL < *CR
                 : Op == BO_GT ? *CL > *CR
                 : Op == BO_LE ? *CL <= *CR
                               : *CL >= *CR;
    return truth(Holds, !Holds);
  }
  return Sure & truth(intersects(S, signsWhere(Op, *CR, true)),
                      intersects(S, signsWhere(Op, *CR, false)));
}

bool PathFacts::assume(const Values &Table, ValueId V, Signs S) {
  return assumeAt(Table, V, S, 0);
}

bool PathFacts::assumeAt(const Values &Table, ValueId V, Signs S,
                         unsigned Depth) {
  V = resolve(Table, V);
  Signs Now = signs(Table, V) & S;
  if (Now == Signs::None)
    return false;
  if (Table[V].Kind != ValueKind::Constant)
    Known[V] = Now;
  // Booleans that are computed pass on what they say.
  if (Now == Signs::Zero)
    return assumeConditionAt(Table, V, false, Depth);
  if (!intersects(Now, Signs::Zero))
    return assumeConditionAt(Table, V, true, Depth);
  return true;
}

bool PathFacts::assumeCondition(const Values &Table, ValueId V, bool IsTrue) {
  return assumeConditionAt(Table, V, IsTrue, 0);
}

bool PathFacts::assumeConditionAt(const Values &Table, ValueId V, bool IsTrue,
                                  unsigned Depth) {
  // In a loop a value can be made from the one of the turn before.
  static constexpr unsigned MaxDepth = 32;
  if (Depth > MaxDepth)
    return true;
  V = resolve(Table, V);
  Signs Wanted = IsTrue ? Signs::NonZero : Signs::Zero;
  Signs Now = signs(Table, V) & Wanted;
  if (Now == Signs::None)
    return false;
  const ValueNode &N = Table[V];
  if (N.Kind == ValueKind::Constant)
    return true;
  Known[V] = Now;
  if (N.Kind != ValueKind::Derived)
    return true;
  if (N.How == Derivation::Unary && N.Number == UO_LNot)
    return assumeConditionAt(Table, N.Inputs[0], !IsTrue, Depth + 1);
  if (N.How != Derivation::Binary)
    return true;
  auto Op = BinaryOperatorKind(N.Number);
  if ((Op == BO_LAnd && IsTrue) || (Op == BO_LOr && !IsTrue))
    return assumeConditionAt(Table, N.Inputs[0], IsTrue, Depth + 1) &&
           assumeConditionAt(Table, N.Inputs[1], IsTrue, Depth + 1);
  // Of a conjunction that is false, the side that is not true.
  if (Op == BO_LAnd || Op == BO_LOr) {
    Signs Open = IsTrue ? Signs::NonZero : Signs::Zero;
    for (unsigned Side : {0, 1})
      if (!intersects(signs(Table, N.Inputs[Side]), Open))
        return assumeConditionAt(Table, N.Inputs[1 - Side], IsTrue, Depth + 1);
    return true;
  }
  if (!BinaryOperator::isComparisonOp(Op))
    return true;
  ValueId Left = N.Inputs[0], Right = N.Inputs[1];
  auto CL = Table.asConstant(resolve(Table, Left));
  auto CR = Table.asConstant(resolve(Table, Right));
  if (CL && !CR) {
    std::swap(Left, Right);
    std::swap(CL, CR);
    Op = mirrored(Op);
  }
  if (!CR || CL)
    return true;
  Signs S = signsWhere(Op, *CR, IsTrue);
  return S == Signs::Any || assumeAt(Table, Left, S, Depth + 1);
}

void PathFacts::choose(const Values &Table, ValueId Phi, ValueId Input) {
  Known.erase(Phi);
  Input = chosen(Table, Input);
  if (Table.core(Input) == Phi)
    return;
  Choices[Phi] = Input;
}

void PathFacts::keepOnly(const std::set<ValueId> &Values) {
  std::erase_if(Known, [&](const auto &K) { return !Values.count(K.first); });
  std::erase_if(Choices, [&](const auto &C) { return !Values.count(C.first); });
}

void PathFacts::trim(unsigned Max) {
  // Values are numbered as they come up.
  while (Known.size() > Max)
    Known.erase(Known.begin());
  while (Choices.size() > Max)
    Choices.erase(Choices.begin());
}

void PathFacts::addKeysTo(std::set<ValueId> &Values) const {
  for (const auto &[V, S] : Known)
    Values.insert(V);
  for (const auto &[Phi, Input] : Choices)
    Values.insert(Phi);
}

void PathFacts::join(const Values &Table, const PathFacts &Other) {
  std::map<ValueId, Signs> Both;
  for (const auto &[V, S] : Known) {
    Signs All = S | Other.signs(Table, V);
    if (All != Signs::Any)
      Both[V] = All;
  }
  // A phi that stood for one input knows what that input was known to be.
  for (const auto &[Phi, Input] : Choices) {
    auto It = Other.Choices.find(Phi);
    if (It != Other.Choices.end() && It->second == Input)
      continue;
    Signs All = signs(Table, Phi) | Other.signs(Table, Phi);
    if (All != Signs::Any)
      Both[Phi] = All;
  }
  for (auto It = Choices.begin(); It != Choices.end();) {
    auto There = Other.Choices.find(It->first);
    if (There == Other.Choices.end() || There->second != It->second)
      It = Choices.erase(It);
    else
      ++It;
  }
  Known = std::move(Both);
}

} // namespace clang::toctou
