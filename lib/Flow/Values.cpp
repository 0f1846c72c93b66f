//===- Values.cpp - Places and value numbers of a translation unit --------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/Values.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::toctou {

void ValueNode::Profile(llvm::FoldingSetNodeID &Id) const {
  Id.AddInteger(unsigned(Kind));
  Id.AddInteger(unsigned(How));
  Id.AddBoolean(AddressForm);
  Id.AddInteger(unsigned(Context));
  Id.AddInteger(Number);
  Id.AddPointer(Anchor);
  Id.AddInteger(unsigned(At));
  Id.AddInteger(unsigned(Inputs.size()));
  for (ValueId V : Inputs)
    Id.AddInteger(unsigned(V));
  for (const void *F : Fields)
    Id.AddPointer(F);
}

Values::Values() {
  PlaceTable.push_back({PlaceKind::This});                    // PlaceId::None
  ValueTable.push_back(new (Allocator.Allocate()) ValueNode); // ValueId::None
  ValueTable[0]->Kind = ValueKind::Opaque;
  ContextTable.push_back({ContextId::None, nullptr});
}

//===----------------------------------------------------------------------===//
// Contexts
//===----------------------------------------------------------------------===//

ContextId Values::extend(ContextId Inner, const Stmt *CallSite) {
  auto [It, New] = ContextIndex.try_emplace({unsigned(Inner), CallSite},
                                            ContextId(ContextTable.size()));
  if (New)
    ContextTable.push_back({Inner, CallSite});
  return It->second;
}

unsigned Values::depth(ContextId C) const {
  unsigned Depth = 0;
  for (; C != ContextId::None; C = ContextTable[unsigned(C)].first)
    ++Depth;
  return Depth;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

PlaceId Values::intern(const PlaceNode &N) {
  auto Key = std::make_pair(
      std::make_pair(unsigned(N.Kind), unsigned(N.Parent)),
      std::make_pair(N.Anchor,
                     std::make_pair(unsigned(N.Value), unsigned(N.Context))));
  auto [It, New] = PlaceIndex.try_emplace(Key, PlaceId(PlaceTable.size()));
  if (New)
    PlaceTable.push_back(N);
  return It->second;
}

PlaceId Values::variable(const VarDecl *V, ContextId C) {
  return intern({PlaceKind::Variable, PlaceId::None, ValueId::None,
                 V->getCanonicalDecl(), C});
}

PlaceId Values::thisPlace() { return intern({PlaceKind::This}); }

PlaceId Values::object(const Stmt *E, ContextId C) {
  return intern({PlaceKind::Object, PlaceId::None, ValueId::None, E, C});
}

PlaceId Values::pointee(ValueId Pointer) {
  Pointer = core(Pointer);
  if (auto Known = asAddress(Pointer))
    return *Known;
  return intern({PlaceKind::Pointee, PlaceId::None, Pointer});
}

/// The objects of a union are views of one storage, which may hold any of them.
static bool isView(const FieldDecl *F) {
  return F->getParent()->isUnion() && F->getType()->isRecordType();
}

PlaceId Values::field(PlaceId Parent, const FieldDecl *F) {
  if (isView(F))
    return Parent;
  return intern(
      {PlaceKind::Field, Parent, ValueId::None, F->getCanonicalDecl()});
}

PlaceId Values::element(PlaceId Parent, ValueId Index) {
  return intern({PlaceKind::Element, Parent, core(Index)});
}

bool Values::isWithin(PlaceId Inner, PlaceId Outer) const {
  while (Inner != Outer) {
    if (Inner == PlaceId::None)
      return false;
    Inner = (*this)[Inner].Parent;
  }
  return true;
}

PlaceId Values::root(PlaceId P) const {
  while ((*this)[P].Parent != PlaceId::None)
    P = (*this)[P].Parent;
  return P;
}

const FieldDecl *Values::fieldOf(PlaceId P) const {
  while ((*this)[P].Kind == PlaceKind::Element)
    P = (*this)[P].Parent;
  if ((*this)[P].Kind != PlaceKind::Field)
    return nullptr;
  return static_cast<const FieldDecl *>((*this)[P].Anchor);
}

const ValueDecl *Values::namedBy(PlaceId P) const {
  if (const FieldDecl *F = fieldOf(P))
    return F;
  P = root(P);
  const PlaceNode &N = (*this)[P];
  if (N.Kind == PlaceKind::Variable)
    return static_cast<const VarDecl *>(N.Anchor);
  if (N.Kind != PlaceKind::Pointee)
    return nullptr;
  const ValueNode &Pointer = (*this)[core(N.Value)];
  return Pointer.Kind == ValueKind::Initial ? namedBy(Pointer.At) : nullptr;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

ValueId Values::intern(ValueNode N) {
  llvm::FoldingSetNodeID Id;
  N.Profile(Id);
  void *Position;
  if (ValueNode *Found = ValueIndex.FindNodeOrInsertPos(Id, Position))
    return Numbers[Found];
  auto *Fresh = new (Allocator.Allocate()) ValueNode(std::move(N));
  ValueIndex.InsertNode(Fresh, Position);
  ValueId Number = ValueId(ValueTable.size());
  ValueTable.push_back(Fresh);
  Numbers[Fresh] = Number;
  return Number;
}

ValueId Values::constant(int64_t Number) {
  ValueNode N;
  N.Kind = ValueKind::Constant;
  N.Number = Number;
  return intern(std::move(N));
}

ValueId Values::text(const Stmt *Literal) {
  ValueNode N;
  N.Kind = ValueKind::Text;
  N.Anchor = Literal;
  return intern(std::move(N));
}

ValueId Values::initial(PlaceId P) {
  ValueNode N;
  N.Kind = ValueKind::Initial;
  N.At = P;
  return intern(std::move(N));
}

ValueId Values::address(PlaceId P) {
  // The address of what a pointer points to is that pointer.
  if ((*this)[P].Kind == PlaceKind::Pointee)
    return (*this)[P].Value;
  ValueNode N;
  N.Kind = ValueKind::Address;
  N.At = P;
  return intern(std::move(N));
}

ValueId Values::read(ValueId Inner, const Stmt *Site, ContextId C) {
  ValueNode N;
  N.Kind = ValueKind::Read;
  N.Inputs = {Inner};
  N.Anchor = Site;
  N.Context = C;
  return intern(std::move(N));
}

ValueId Values::port(const Stmt *Site, bool AddressForm, ContextId C) {
  ValueNode N;
  N.Kind = ValueKind::Port;
  N.AddressForm = AddressForm;
  N.Anchor = Site;
  N.Context = C;
  return intern(std::move(N));
}

ValueId Values::opaque(const Stmt *Site, unsigned Part, ContextId C) {
  ValueNode N;
  N.Kind = ValueKind::Opaque;
  N.Anchor = Site;
  N.Number = Part;
  N.Context = C;
  return intern(std::move(N));
}

ValueId Values::derived(Derivation How, llvm::ArrayRef<ValueId> Inputs,
                        const void *Anchor, int64_t Detail) {
  ValueNode N;
  N.Kind = ValueKind::Derived;
  N.How = How;
  N.Anchor = Anchor;
  N.Number = Detail;
  N.Inputs.assign(Inputs.begin(), Inputs.end());
  return intern(std::move(N));
}

ValueId
Values::record(const void *Type, ValueId Base,
               llvm::ArrayRef<std::pair<const FieldDecl *, ValueId>> Fields) {
  ValueNode N;
  N.Kind = ValueKind::Record;
  N.Anchor = Type;
  N.Inputs.push_back(Base);
  for (const auto &[Field, Value] : Fields) {
    N.Fields.push_back(Field->getCanonicalDecl());
    N.Inputs.push_back(Value);
  }
  return intern(std::move(N));
}

ValueId Values::guard(llvm::ArrayRef<ValueId> Locks, bool Maybe) {
  ValueNode N;
  N.Kind = ValueKind::Guard;
  N.Inputs.assign(Locks.begin(), Locks.end());
  N.Number = Maybe;
  return intern(std::move(N));
}

ValueId Values::moved() {
  ValueNode N;
  N.Kind = ValueKind::Moved;
  return intern(std::move(N));
}

ValueId Values::callable(const Stmt *Lambda, llvm::ArrayRef<ValueId> Captured) {
  ValueNode N;
  N.Kind = ValueKind::Callable;
  N.Anchor = Lambda;
  N.Inputs.assign(Captured.begin(), Captured.end());
  return intern(std::move(N));
}

ValueId Values::function(const FunctionDecl *F) {
  ValueNode N;
  N.Kind = ValueKind::Function;
  N.Anchor = F->getCanonicalDecl();
  return intern(std::move(N));
}

ValueId Values::phi(const void *Owner, PlaceId At, ContextId C) {
  ValueNode N;
  N.Kind = ValueKind::Phi;
  N.Anchor = Owner;
  N.At = At;
  N.Context = C;
  return intern(std::move(N));
}

void Values::setPhiInput(ValueId Phi, PhiKey Key, ValueId Input) {
  auto &Inputs = PhiTable[Phi];
  for (auto &[OldKey, Old] : Inputs)
    if (OldKey == Key) {
      Old = Input;
      return;
    }
  Inputs.push_back({Key, Input});
}

llvm::ArrayRef<std::pair<PhiKey, ValueId>>
Values::phiInputs(ValueId Phi) const {
  auto It = PhiTable.find(Phi);
  if (It == PhiTable.end())
    return {};
  return It->second;
}

ValueId Values::core(ValueId V) const {
  while ((*this)[V].Kind == ValueKind::Read)
    V = (*this)[V].Inputs[0];
  return V;
}

ValueId Values::project(ValueId V, const FieldDecl *F, bool IsPort) {
  if (isView(F))
    return V;
  const ValueNode &N = (*this)[V];
  switch (N.Kind) {
  case ValueKind::Record: {
    const void *Key = F->getCanonicalDecl();
    for (unsigned I = 0; I < N.Fields.size(); ++I)
      if (N.Fields[I] == Key)
        return N.Inputs[I + 1];
    if (N.Inputs[0] == ValueId::None)
      return ValueId::None;
    return project(N.Inputs[0], F, IsPort);
  }
  case ValueKind::Read: {
    const Stmt *Site = static_cast<const Stmt *>(N.Anchor);
    ContextId C = N.Context;
    return read(project(N.Inputs[0], F, IsPort), Site, C);
  }
  case ValueKind::Initial:
    return initial(field(N.At, F));
  case ValueKind::Port:
    if (!N.AddressForm)
      break;
    if (IsPort)
      return port(static_cast<const Stmt *>(N.Anchor), false, N.Context);
    // A socket address's other parts say nothing of the port; a part that is
    // an object itself (a union of address forms) may still hold it.
    if (F->getType()->isRecordType())
      return V;
    return opaque(static_cast<const Stmt *>(N.Anchor), 1, N.Context);
  default:
    break;
  }
  return derived(Derivation::Field, {V}, F->getCanonicalDecl(), IsPort);
}

std::optional<int64_t> Values::asConstant(ValueId V) const {
  const ValueNode &N = (*this)[core(V)];
  if (N.Kind == ValueKind::Constant)
    return N.Number;
  return std::nullopt;
}

std::optional<PlaceId> Values::asAddress(ValueId V) const {
  const ValueNode &N = (*this)[core(V)];
  if (N.Kind == ValueKind::Address)
    return N.At;
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Dumps
//===----------------------------------------------------------------------===//

} // namespace clang::toctou
