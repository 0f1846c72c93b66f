//===- ResultCodec.cpp - A file's result between processes ----------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/ResultCodec.h"
#include "Report/RaceWindowJson.h"
#include "llvm/Support/FormatVariadic.h"

namespace clang::toctou {

using llvm::json::Array;
using llvm::json::Object;
using llvm::json::ObjectMapper;
using llvm::json::Value;

static std::string utf8(llvm::StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

static Value encode(const tooling::DiagnosticMessage &M) {
  Array Edits, Ranges;
  for (const auto &File : M.Fix)
    for (const tooling::Replacement &R : File.getValue())
      Edits.push_back(
          toJSON(TextEdit{R.getFilePath().str(), R.getOffset(), R.getLength(),
                          R.getReplacementText().str()}));
  for (const tooling::FileByteRange &R : M.Ranges)
    Ranges.push_back(
        toJSON(TextEdit{R.FilePath, R.FileOffset, R.Length, std::string()}));
  return Object{{"text", utf8(M.Message)},
                {"file", M.FilePath},
                {"offset", M.FileOffset},
                {"edits", std::move(Edits)},
                {"ranges", std::move(Ranges)}};
}

static Value encode(const tidy::ClangTidyError &D) {
  Array Notes;
  for (const tooling::DiagnosticMessage &Note : D.Notes)
    Notes.push_back(encode(Note));
  return Object{{"name", D.DiagnosticName},
                {"message", encode(D.Message)},
                {"notes", std::move(Notes)},
                {"level", static_cast<int>(D.DiagLevel)},
                {"folder", D.BuildDirectory},
                {"asError", D.IsWarningAsError},
                {"aliases", D.EnabledDiagnosticAliases}};
}

static Value encode(const UnitStats &S) {
  return Object{{"definitions", S.Definitions},
                {"selected", S.Selected},
                {"analyzed", S.Analyzed},
                {"givenUp", S.GivenUp},
                {"values", S.Values}};
}

static bool decode(const Value &V, UnitStats &S, llvm::json::Path P) {
  ObjectMapper O(V, P);
  return O && mapCount(O, "definitions", S.Definitions) &&
         mapCount(O, "selected", S.Selected) &&
         mapCount(O, "analyzed", S.Analyzed) &&
         mapCount(O, "givenUp", S.GivenUp) && mapCount(O, "values", S.Values);
}

std::string encode(const FileResult &Result) {
  Array Diagnostics;
  for (const tidy::ClangTidyError &D : Result.Diagnostics)
    Diagnostics.push_back(encode(D));
  Value All = Object{
      {"file", Result.File},           {"diagnostics", std::move(Diagnostics)},
      {"findings", Result.Findings},   {"problems", Result.Problems},
      {"stats", encode(Result.Stats)}, {"seconds", Result.Seconds}};
  return llvm::formatv("{0}", std::move(All)).str();
}

static bool decode(const Value &V, tooling::DiagnosticMessage &M,
                   llvm::json::Path P) {
  ObjectMapper O(V, P);
  std::vector<TextEdit> Edits, Ranges;
  if (!O || !O.map("text", M.Message) || !O.map("file", M.FilePath) ||
      !mapCount(O, "offset", M.FileOffset) || !O.map("edits", Edits) ||
      !O.map("ranges", Ranges))
    return false;
  for (const TextEdit &E : Edits) {
    llvm::Error Overlap = M.Fix[E.File].add(
        tooling::Replacement(E.File, E.Offset, E.Length, E.NewText));
    llvm::consumeError(std::move(Overlap)); // was free of overlaps when encoded
  }
  for (const TextEdit &R : Ranges) {
    tooling::FileByteRange Range;
    Range.FilePath = R.File;
    Range.FileOffset = R.Offset;
    Range.Length = R.Length;
    M.Ranges.push_back(Range);
  }
  return true;
}

static std::optional<tidy::ClangTidyError> decodeError(const Value &V,
                                                       llvm::json::Path P) {
  ObjectMapper O(V, P);
  std::string Name, Folder;
  int Level = 0;
  bool AsError = false;
  if (!O || !O.map("name", Name) || !O.map("folder", Folder) ||
      !O.map("level", Level) || !O.map("asError", AsError))
    return std::nullopt;
  tidy::ClangTidyError D(Name, static_cast<tidy::ClangTidyError::Level>(Level),
                         Folder, AsError);
  const Object &Fields = *V.getAsObject();
  const Value *Message = Fields.get("message");
  if (!Message || !decode(*Message, D.Message, P) ||
      !O.map("aliases", D.EnabledDiagnosticAliases))
    return std::nullopt;
  if (const Array *Notes = Fields.getArray("notes"))
    for (const Value &Note : *Notes) {
      D.Notes.emplace_back();
      if (!decode(Note, D.Notes.back(), P))
        return std::nullopt;
    }
  return D;
}

std::optional<FileResult> decode(llvm::StringRef Text) {
  llvm::Expected<Value> Parsed = llvm::json::parse(Text);
  if (!Parsed) {
    llvm::consumeError(Parsed.takeError());
    return std::nullopt;
  }
  llvm::json::Path::Root Root;
  ObjectMapper O(*Parsed, Root);
  FileResult Result;
  if (!O || !O.map("file", Result.File) ||
      !O.map("findings", Result.Findings) ||
      !O.map("problems", Result.Problems) || !O.map("seconds", Result.Seconds))
    return std::nullopt;
  const Value *Stats = Parsed->getAsObject()->get("stats");
  const Array *Diagnostics = Parsed->getAsObject()->getArray("diagnostics");
  if (!Diagnostics || !Stats || !decode(*Stats, Result.Stats, Root))
    return std::nullopt;
  for (const Value &D : *Diagnostics) {
    std::optional<tidy::ClangTidyError> Error = decodeError(D, Root);
    if (!Error)
      return std::nullopt;
    Result.Diagnostics.push_back(std::move(*Error));
  }
  return Result;
}

} // namespace clang::toctou
