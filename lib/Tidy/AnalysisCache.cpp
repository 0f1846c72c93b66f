//===- AnalysisCache.cpp - One analysis for all checks of a unit ----------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tidy/AnalysisCache.h"
#include "Models/AcquisitionLookup.h"
#include "Tidy/FindingLog.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Path.h"
#include <mutex>

namespace clang::toctou {

std::shared_ptr<AnalysisCache>
AnalysisCache::of(const tidy::ClangTidyContext &Context) {
  static std::mutex Lock;
  static llvm::DenseMap<const tidy::ClangTidyContext *,
                        std::weak_ptr<AnalysisCache>>
      Registry;
  std::lock_guard<std::mutex> Held(Lock);
  for (auto It = Registry.begin(), End = Registry.end(); It != End; ++It)
    if (It->second.expired())
      Registry.erase(It);
  std::weak_ptr<AnalysisCache> &Entry = Registry[&Context];
  std::shared_ptr<AnalysisCache> Cache = Entry.lock();
  if (!Cache) {
    Cache = std::make_shared<AnalysisCache>(Context);
    Entry = Cache;
  }
  return Cache;
}

AnalysisCache::~AnalysisCache() {
  if (Unit)
    FindingLog::record(Context, Unit->stats());
}

llvm::Expected<TranslationUnit *>
AnalysisCache::analysisOf(ASTContext &AST, llvm::StringRef ModelPath) {
  if (Asked)
    return Unit.get();
  Asked = true;
  if (!ModelPath.empty()) {
    auto Loaded = ModelFile::load(ModelPath, mainFolder(AST));
    if (!Loaded)
      return Loaded.takeError();
    User = std::move(*Loaded);
  }
  Unit = std::make_unique<TranslationUnit>(AST, User.get());
  // An option of one check that says what a function means to all of them: the
  // analysis is made once, whoever asks first.
  const auto &Options = Context.getOptions().CheckOptions;
  if (auto It = Options.find("toctou-fail-open-lock.FailOpenHandler");
      It != Options.end() && !It->second.Value.empty())
    Unit->lookup().acquisitions().addReporter(It->second.Value);
  return Unit.get();
}

std::string mainFolder(const ASTContext &AST) {
  const SourceManager &Sources = AST.getSourceManager();
  OptionalFileEntryRef Main =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  llvm::SmallString<256> Path(Main ? Main->getName() : llvm::StringRef("."));
  Sources.getFileManager().makeAbsolutePath(Path);
  return llvm::sys::path::parent_path(Path).str();
}

} // namespace clang::toctou
