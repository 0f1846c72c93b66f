//===- ValuesPrint.cpp - Places and values as dumps show them -----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Flow/Values.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringExtras.h"

namespace clang::toctou {

std::string Values::print(PlaceId P, unsigned Depth) const {
  if (P == PlaceId::None)
    return "-";
  if (Depth == 0)
    return "...";
  const PlaceNode &N = (*this)[P];
  switch (N.Kind) {
  case PlaceKind::Variable:
    return static_cast<const VarDecl *>(N.Anchor)->getNameAsString();
  case PlaceKind::This:
    return "this";
  case PlaceKind::Object:
    return "object";
  case PlaceKind::Pointee:
    return "*" + print(N.Value, Depth - 1);
  case PlaceKind::Field:
    return print(N.Parent, Depth - 1) + "." +
           static_cast<const FieldDecl *>(N.Anchor)->getNameAsString();
  case PlaceKind::Element:
    return print(N.Parent, Depth - 1) + "[" + print(N.Value, Depth - 1) + "]";
  }
  return "";
}

std::string Values::print(ValueId V, unsigned Depth) const {
  if (V == ValueId::None)
    return "-";
  if (Depth == 0)
    return "...";
  const ValueNode &N = (*this)[V];
  auto List = [&](llvm::StringRef Name) {
    std::string Text = (Name + "(").str();
    llvm::ListSeparator Comma;
    for (ValueId Input : N.Inputs) {
      Text += llvm::StringRef(Comma).str();
      Text += print(Input, Depth - 1);
    }
    return Text + ")";
  };
  switch (N.Kind) {
  case ValueKind::Constant:
    return std::to_string(N.Number);
  case ValueKind::Text:
    return "text";
  case ValueKind::Initial:
    return print(N.At, Depth - 1);
  case ValueKind::Address:
    return "&" + print(N.At, Depth - 1);
  case ValueKind::Read:
    return "read(" + print(N.Inputs[0], Depth) + ")";
  case ValueKind::Port:
    return N.AddressForm ? "port-address" : "port";
  case ValueKind::Opaque:
    return "result";
  case ValueKind::Derived:
    switch (N.How) {
    case Derivation::Unary:
    case Derivation::Binary:
      return List("op");
    case Derivation::Getter:
      return List("get");
    case Derivation::Field:
      return print(N.Inputs[0], Depth - 1) + "." +
             static_cast<const FieldDecl *>(N.Anchor)->getNameAsString();
    case Derivation::Element:
      return List("element");
    case Derivation::Put:
      return List("put");
    case Derivation::Carry:
      return List("carry");
    case Derivation::Make:
      return List("make");
    case Derivation::Text:
      return List("text");
    }
    return "";
  case ValueKind::Record:
    return List("record");
  case ValueKind::Phi: {
    std::string Text = "phi(";
    llvm::ListSeparator Comma;
    for (const auto &[Key, Input] : phiInputs(V)) {
      Text += llvm::StringRef(Comma).str();
      Text += print(Input, Depth > 2 ? 2 : Depth - 1);
    }
    return Text + ")";
  }
  case ValueKind::Guard:
    return List("guard");
  case ValueKind::Moved:
    return "moved";
  case ValueKind::Callable:
    return "lambda";
  case ValueKind::Function:
    return static_cast<const FunctionDecl *>(N.Anchor)->getNameAsString();
  }
  return "";
}

} // namespace clang::toctou
