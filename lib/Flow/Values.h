//===- Values.h - Places and value numbers of a translation unit ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The identity of places and values. A *place* is a root (variable, temporary,
/// object on the heap, target of a pointer) and steps (field, element). A
/// *value* is interned: two expressions that must be equal have one number.
/// Both tables are shared by all functions of a translation unit, so that a
/// callee's summary is spliced into its caller by substitution alone.
///
/// Approximations: pointers that were not seen to be equal are taken to be
/// different; an array or container is one bearer of all its elements.
///
//===----------------------------------------------------------------------===//
#ifndef TOCTOU_FLOW_VALUES_H
#define TOCTOU_FLOW_VALUES_H

#include "Events/Event.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/Support/Allocator.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class Decl;
class FieldDecl;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace clang::toctou {

/// The chain of call sites through which a callee's value came here. 0: none.
enum class ContextId : unsigned { None = 0 };

/// What a place starts from, or the step that leads to it.
enum class PlaceKind : uint8_t {
  Variable, ///< A variable; a local of a callee carries its context.
  This,     ///< The pointer `this` itself.
  Object,   ///< A temporary or an object made by `new`, by its expression.
  Pointee,  ///< What a pointer value points to.
  Field,    ///< A member of the parent.
  Element,  ///< An element of the parent, by the value of its index.
};

/// A place in memory.
struct PlaceNode {
  PlaceKind Kind;
  PlaceId Parent = PlaceId::None;      ///< Field, Element.
  ValueId Value = ValueId::None;       ///< Pointee, Element: pointer or index.
  const void *Anchor = nullptr;        ///< VarDecl, Expr or FieldDecl.
  ContextId Context = ContextId::None; ///< Variable, Object.
};

enum class ValueKind : uint8_t {
  Constant, ///< An integer, boolean, enumerator or null.
  Text,     ///< A string literal.
  Initial,  ///< What a place held when the function was entered.
  Address,  ///< A pointer or reference to a place.
  Read,     ///< The inner value, as read by one statement.
  Port,     ///< A port number, learned by one statement.
  Opaque,   ///< The result of one statement; nothing is known of it.
  Derived,  ///< Computed from its inputs.
  Record,   ///< An object, by the values of its fields, over a base value.
  Phi,      ///< One of its inputs, by the edge or outcome taken.
  Guard,    ///< An RAII object that holds locks (addresses of their places).
  Moved,    ///< What a moved-from object holds.
  Callable, ///< A lambda, with the values it captured by copy.
  Function, ///< A named function or method.
};

/// How a `Derived` value came about; decides what carries and what is text.
enum class Derivation : uint8_t {
  Unary,   ///< `Detail` is the opcode.
  Binary,  ///< `Detail` is the opcode.
  Getter,  ///< A call that only reads its receiver; anchor: the method.
  Field,   ///< A member of the input; anchor: the field.
  Element, ///< An element of the input.
  Put,     ///< The first input, after the others were put into it.
  Carry,   ///< A conversion of the inputs (by a row).
  Make,    ///< An object constructed from the inputs.
  Text,    ///< A text made from the inputs.
};

/// One value number.
struct ValueNode : llvm::FoldingSetNode {
  ValueKind Kind;
  Derivation How = Derivation::Carry; ///< Derived.
  bool AddressForm = false;           ///< Port: held in a socket address.
  ContextId Context = ContextId::None;
  int64_t Number = 0; ///< Constant; Derived: the opcode; Phi: the key's key.
  const void *Anchor = nullptr;              ///< Statement or declaration.
  PlaceId At = PlaceId::None;                ///< Initial, Address, Phi.
  llvm::SmallVector<ValueId, 2> Inputs;      ///< Not of a Phi: see `phiInputs`.
  llvm::SmallVector<const void *, 0> Fields; ///< Record: parallel to inputs.

  void Profile(llvm::FoldingSetNodeID &Id) const;
};

/// The predecessor block or the outcome that chooses an input of a phi.
using PhiKey = unsigned;

/// The tables of places and values of a translation unit.
class Values {
public:
  Values();
  Values(const Values &) = delete;
  Values &operator=(const Values &) = delete;

  // Contexts.
  ContextId extend(ContextId Inner, const Stmt *CallSite);
  unsigned depth(ContextId C) const;

  // Places.
  PlaceId variable(const VarDecl *V, ContextId C = ContextId::None);
  PlaceId thisPlace();
  PlaceId object(const Stmt *E, ContextId C = ContextId::None);
  PlaceId pointee(ValueId Pointer);
  PlaceId field(PlaceId Parent, const FieldDecl *F);
  PlaceId element(PlaceId Parent, ValueId Index);
  const PlaceNode &operator[](PlaceId P) const {
    return PlaceTable[unsigned(P)];
  }
  /// True if \p Inner is \p Outer or a part of it.
  bool isWithin(PlaceId Inner, PlaceId Outer) const;
  /// The place without its field and element steps.
  PlaceId root(PlaceId P) const;
  /// The field of the last field step, or null.
  const FieldDecl *fieldOf(PlaceId P) const;
  /// The declaration a place is named by: its last field or its variable.
  const ValueDecl *namedBy(PlaceId P) const;

  // Values.
  ValueId constant(int64_t N);
  ValueId text(const Stmt *Literal);
  ValueId initial(PlaceId P);
  ValueId address(PlaceId P);
  ValueId read(ValueId Inner, const Stmt *Site, ContextId C = ContextId::None);
  ValueId port(const Stmt *Site, bool AddressForm,
               ContextId C = ContextId::None);
  ValueId opaque(const Stmt *Site, unsigned Part = 0,
                 ContextId C = ContextId::None);
  ValueId derived(Derivation How, llvm::ArrayRef<ValueId> Inputs,
                  const void *Anchor = nullptr, int64_t Detail = 0);
  ValueId record(const void *Type, ValueId Base,
                 llvm::ArrayRef<std::pair<const FieldDecl *, ValueId>> Fields);
  ValueId guard(llvm::ArrayRef<ValueId> Locks, bool Maybe = false);
  ValueId moved();
  ValueId callable(const Stmt *Lambda, llvm::ArrayRef<ValueId> Captured);
  ValueId function(const FunctionDecl *F);

  /// The phi of \p Owner (a block or call) for \p At; inputs are set apart,
  /// since they may contain the phi itself.
  ValueId phi(const void *Owner, PlaceId At, ContextId C = ContextId::None);
  void setPhiInput(ValueId Phi, PhiKey Key, ValueId Input);
  llvm::ArrayRef<std::pair<PhiKey, ValueId>> phiInputs(ValueId Phi) const;

  const ValueNode &operator[](ValueId V) const {
    return *ValueTable[unsigned(V)];
  }

  /// \p V without the layers that say who read it.
  ValueId core(ValueId V) const;
  /// The member \p F of the object \p V.
  ValueId project(ValueId V, const FieldDecl *F, bool IsPort);
  std::optional<int64_t> asConstant(ValueId V) const;
  /// The place that the pointer \p V is known to point to.
  std::optional<PlaceId> asAddress(ValueId V) const;

  /// How many values there are (for budgets and `--stats`).
  unsigned size() const { return ValueTable.size(); }

  /// One line for a dump: `port(L12)`, `this->fd_`.
  std::string print(ValueId V, unsigned Depth = 4) const;
  std::string print(PlaceId P, unsigned Depth = 4) const;

private:
  PlaceId intern(const PlaceNode &N);
  ValueId intern(ValueNode N);

  std::vector<PlaceNode> PlaceTable;
  std::vector<ValueNode *> ValueTable;
  llvm::DenseMap<std::pair<unsigned, const Stmt *>, ContextId> ContextIndex;
  std::vector<std::pair<ContextId, const Stmt *>> ContextTable;
  llvm::DenseMap<
      std::pair<std::pair<unsigned, unsigned>,
                std::pair<const void *, std::pair<unsigned, unsigned>>>,
      PlaceId>
      PlaceIndex;
  llvm::FoldingSet<ValueNode> ValueIndex;
  llvm::SpecificBumpPtrAllocator<ValueNode> Allocator;
  llvm::DenseMap<const ValueNode *, ValueId> Numbers;
  llvm::DenseMap<ValueId, llvm::SmallVector<std::pair<PhiKey, ValueId>, 2>>
      PhiTable;
};

} // namespace clang::toctou

#endif // TOCTOU_FLOW_VALUES_H
