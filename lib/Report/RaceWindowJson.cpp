//===- RaceWindowJson.cpp - A finding as JSON -----------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report/RaceWindowJson.h"

namespace clang::toctou {

using llvm::json::Object;
using llvm::json::ObjectMapper;
using llvm::json::Value;

static llvm::StringRef roleName(Step::Role R) {
  switch (R) {
  case Step::Role::Check:
    return "check";
  case Step::Role::Window:
    return "window";
  case Step::Role::Use:
    return "use";
  case Step::Role::Detail:
    return "detail";
  }
  return "detail";
}

static Step::Role roleNamed(llvm::StringRef Name) {
  for (Step::Role R : {Step::Role::Check, Step::Role::Window, Step::Role::Use})
    if (roleName(R) == Name)
      return R;
  return Step::Role::Detail;
}

/// JSON holds UTF-8 only; a source line may hold anything.
static std::string utf8(const std::string &Text) {
  return llvm::json::isUTF8(Text) ? Text : llvm::json::fixUTF8(Text);
}

Value toJSON(const Place &At) {
  return Object{{"file", At.File},
                {"offset", At.Offset},
                {"line", At.Line},
                {"column", At.Column},
                {"source", utf8(At.Source)}};
}

Value toJSON(const Step &S) {
  return Object{
      {"role", roleName(S.Plays)}, {"at", S.At}, {"text", utf8(S.Text)}};
}

Value toJSON(const TextEdit &E) {
  return Object{{"file", E.File},
                {"offset", E.Offset},
                {"length", E.Length},
                {"newText", utf8(E.NewText)}};
}

Value toJSON(const Remedy &R) {
  return Object{{"text", utf8(R.Text)},
                {"edits", R.Edits},
                {"keepsBehaviour", R.KeepsBehaviour}};
}

Value toJSON(const RaceWindow &Finding) {
  return Object{{"check", Finding.Check},
                {"message", utf8(Finding.Message)},
                {"function", utf8(Finding.Function)},
                {"steps", Finding.Steps},
                {"rival", utf8(Finding.Rival)},
                {"remedies", Finding.Remedies},
                {"fingerprint", Finding.Fingerprint}};
}

bool mapCount(ObjectMapper &O, llvm::StringLiteral Key, unsigned &Count) {
  int64_t Wide = 0;
  if (!O.map(Key, Wide))
    return false;
  Count = static_cast<unsigned>(Wide);
  return true;
}

bool fromJSON(const Value &V, Place &At, llvm::json::Path P) {
  ObjectMapper O(V, P);
  return O && O.map("file", At.File) && mapCount(O, "offset", At.Offset) &&
         mapCount(O, "line", At.Line) && mapCount(O, "column", At.Column) &&
         O.map("source", At.Source);
}

bool fromJSON(const Value &V, Step &S, llvm::json::Path P) {
  ObjectMapper O(V, P);
  std::string Role;
  if (!O || !O.map("role", Role) || !O.map("at", S.At) ||
      !O.map("text", S.Text))
    return false;
  S.Plays = roleNamed(Role);
  return true;
}

bool fromJSON(const Value &V, TextEdit &E, llvm::json::Path P) {
  ObjectMapper O(V, P);
  return O && O.map("file", E.File) && mapCount(O, "offset", E.Offset) &&
         mapCount(O, "length", E.Length) && O.map("newText", E.NewText);
}

bool fromJSON(const Value &V, Remedy &R, llvm::json::Path P) {
  ObjectMapper O(V, P);
  return O && O.map("text", R.Text) && O.map("edits", R.Edits) &&
         O.map("keepsBehaviour", R.KeepsBehaviour);
}

bool fromJSON(const Value &V, RaceWindow &Finding, llvm::json::Path P) {
  ObjectMapper O(V, P);
  return O && O.map("check", Finding.Check) &&
         O.map("message", Finding.Message) &&
         O.map("function", Finding.Function) && O.map("steps", Finding.Steps) &&
         O.map("rival", Finding.Rival) && O.map("remedies", Finding.Remedies) &&
         O.map("fingerprint", Finding.Fingerprint);
}

} // namespace clang::toctou
