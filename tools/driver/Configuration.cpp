//===- Configuration.cpp - What .clang-tidy and options say ---------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Configuration.h"
#include "Models/ModelFile.h"
#include "Tidy/CheckSelection.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/GlobList.h"
#include "driver/CheckNames.h"
#include "driver/Paths.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Errc.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace clang::toctou {

using tidy::ClangTidyOptions;
using tidy::ClangTidyOptionsProvider;

namespace {

/// Keeps of every source's check list what speaks of our checks.
class OwnChecksProvider : public ClangTidyOptionsProvider {
public:
  explicit OwnChecksProvider(std::unique_ptr<ClangTidyOptionsProvider> Whole)
      : Whole(std::move(Whole)) {}

  const tidy::ClangTidyGlobalOptions &getGlobalOptions() override {
    return Whole->getGlobalOptions();
  }

  std::vector<OptionsSource> getRawOptions(llvm::StringRef File) override {
    std::vector<OptionsSource> Sources = Whole->getRawOptions(File);
    for (OptionsSource &Source : Sources) {
      std::optional<std::string> &Checks = Source.first.Checks;
      if (!Checks)
        continue;
      *Checks = toctouGlobs(*Checks);
      if (Checks->empty())
        Checks.reset();
    }
    return Sources;
  }

private:
  std::unique_ptr<ClangTidyOptionsProvider> Whole;
};

/// The `.clang-tidy` files of the folders above a file, read by a parser of
/// ours.
class OwnFilesProvider : public tidy::FileOptionsProvider {
public:
  OwnFilesProvider(
      tidy::ClangTidyGlobalOptions Global, ClangTidyOptions Default,
      ClangTidyOptions Override,
      std::function<llvm::ErrorOr<ClangTidyOptions>(llvm::MemoryBufferRef)>
          Parse)
      : FileOptionsProvider(std::move(Global), std::move(Default),
                            std::move(Override),
                            ConfigFileHandlers{{".clang-tidy", Parse}}) {
    FS = llvm::vfs::getRealFileSystem(); // the base leaves it null here
  }
};

} // namespace

static std::string located(const llvm::SMDiagnostic &D) {
  return (D.getFilename() + ":" + llvm::Twine(D.getLineNo()) + ":" +
          llvm::Twine(D.getColumnNo() + 1) + ": " + D.getMessage())
      .str();
}

/// Parses a configuration; what is wrong with it goes to \p Problems, once.
static ClangTidyOptions parse(llvm::MemoryBufferRef Text,
                              std::vector<std::string> &Problems) {
  std::string Why;
  llvm::ErrorOr<ClangTidyOptions> Parsed =
      tidy::parseConfigurationWithDiags(Text, [&](const llvm::SMDiagnostic &D) {
        if (Why.empty())
          Why = located(D);
      });
  if (Parsed)
    return *Parsed;
  if (Why.empty())
    Why =
        (Text.getBufferIdentifier() + ": " + Parsed.getError().message()).str();
  if (!llvm::is_contained(Problems, Why))
    Problems.push_back(Why);
  return {};
}

static ClangTidyOptions defaults(const Options &O) {
  ClangTidyOptions D = ClangTidyOptions::getDefaults();
  D.Checks = "toctou-*";
  D.WarningsAsErrors = "";
  D.HeaderFilterRegex = ".*";
  D.ExcludeHeaderFilterRegex = "";
  D.SystemHeaders = O.SystemHeaders;
  D.FormatStyle = "none";
  return D;
}

static ClangTidyOptions overrides(const Options &O) {
  ClangTidyOptions D;
  D.Checks = O.Checks;
  D.WarningsAsErrors = O.WarningsAsErrors;
  D.HeaderFilterRegex = O.HeaderFilter;
  D.ExcludeHeaderFilterRegex = O.ExcludeHeaderFilter;
  D.FormatStyle = O.FormatStyle;
  D.UseColor = O.UseColor;
  if (O.FixNotes)
    D.CheckOptions["toctou.NoteEdits"] = "true";
  return D;
}

/// Looks before clang-tidy does, whose reader prints what it does not like.
static bool isLineFilter(llvm::StringRef Text) {
  if (Text.empty())
    return true;
  llvm::Expected<llvm::json::Value> Parsed = llvm::json::parse(Text);
  if (!Parsed) {
    llvm::consumeError(Parsed.takeError());
    return false;
  }
  const llvm::json::Array *Files = Parsed->getAsArray();
  return Files && llvm::all_of(*Files, [](const llvm::json::Value &File) {
           const llvm::json::Object *Fields = File.getAsObject();
           return Fields && Fields->getString("name");
         });
}

llvm::Expected<std::unique_ptr<ClangTidyOptionsProvider>>
Configuration::provider() {
  tidy::ClangTidyGlobalOptions Global;
  if (!isLineFilter(Opts.LineFilter) ||
      tidy::parseLineFilter(Opts.LineFilter, Global))
    return llvm::createStringError(
        llvm::errc::invalid_argument,
        "option '--line-filter' is no list of files and lines in JSON");
  std::unique_ptr<ClangTidyOptionsProvider> Whole;
  if (!Opts.Config && !Opts.ConfigFile) {
    auto Parse = [this](llvm::MemoryBufferRef Text) {
      return llvm::ErrorOr<ClangTidyOptions>(parse(Text, Found));
    };
    Whole = std::make_unique<OwnFilesProvider>(
        std::move(Global), defaults(Opts), overrides(Opts), Parse);
    return std::make_unique<OwnChecksProvider>(std::move(Whole));
  }

  std::string Text = Opts.Config.value_or("");
  if (Opts.ConfigFile) {
    auto Buffer = llvm::MemoryBuffer::getFile(*Opts.ConfigFile);
    if (!Buffer)
      return llvm::createStringError(Buffer.getError(), "cannot read '%s': %s",
                                     Opts.ConfigFile->c_str(),
                                     Buffer.getError().message().c_str());
    Text = (*Buffer)->getBuffer().str();
  }
  const std::string Source = Opts.ConfigFile.value_or("--config");
  std::vector<std::string> Problems;
  ClangTidyOptions Given = parse(llvm::MemoryBufferRef(Text, Source), Problems);
  if (!Problems.empty())
    return llvm::createStringError(llvm::errc::invalid_argument, "%s",
                                   Problems.front().c_str());
  Whole = std::make_unique<tidy::ConfigOptionsProvider>(
      std::move(Global), defaults(Opts), std::move(Given), overrides(Opts));
  return std::make_unique<OwnChecksProvider>(std::move(Whole));
}

/// The options that our checks read, by the keys they read them under.
static llvm::StringSet<> knownKeys() {
  llvm::StringSet<> Keys;
  ClangTidyOptions All = ClangTidyOptions::getDefaults();
  All.Checks = "toctou-*";
  tidy::ClangTidyContext Context(std::make_unique<tidy::DefaultOptionsProvider>(
      tidy::ClangTidyGlobalOptions(), All));
  tidy::ClangTidyASTConsumerFactory Factory(Context);
  for (const auto &Option : Factory.getCheckOptions())
    Keys.insert(Option.getKey());
  return Keys;
}

void Configuration::verifyKeys(const ClangTidyOptions &Given,
                               llvm::StringRef Source) {
  static const llvm::StringSet<> Known = knownKeys();
  for (const auto &Option : Given.CheckOptions) {
    llvm::StringRef Key = Option.getKey();
    if (Key.starts_with("toctou") && !Known.contains(Key))
      if (Told.insert(Key.str()).second)
        Found.push_back(("unknown option '" + Key + "' in " + Source).str());
  }
}

void Configuration::tell(std::string Problem) {
  if (Told.insert(Problem).second)
    Found.push_back(std::move(Problem));
}

/// clang-tidy takes a filter that is no regular expression as one that nothing
/// passes.
void Configuration::verifyFilters(const ClangTidyOptions &InEffect) {
  const std::pair<llvm::StringRef, std::optional<std::string>> Filters[] = {
      {"--header-filter", InEffect.HeaderFilterRegex},
      {"--exclude-header-filter", InEffect.ExcludeHeaderFilterRegex}};
  for (const auto &[Name, Filter] : Filters) {
    std::string Why;
    if (Filter && !Filter->empty() && !llvm::Regex(*Filter).isValid(Why))
      tell(("'" + *Filter + "' is no regular expression (option '" + Name +
            "' or .clang-tidy): " + Why)
               .str());
  }
}

void Configuration::verifyStyle(const ClangTidyOptions &InEffect,
                                llvm::StringRef File) {
  const std::string Style = InEffect.FormatStyle.value_or("none");
  if (!Opts.changesFiles() || Style == "none")
    return;
  auto Read = format::getStyle(Style, File, "none");
  if (!Read)
    tell("format style '" + Style + "': " + llvm::toString(Read.takeError()));
}

void Configuration::verify(llvm::StringRef File,
                           ClangTidyOptionsProvider &Provider) {
  const std::string Path = absoluteIn("", File);
  for (const auto &[Given, Source] : Provider.getRawOptions(Path))
    verifyKeys(Given, Source);
  ClangTidyOptions InEffect = Provider.getOptions(Path);
  verifyFilters(InEffect);
  verifyStyle(InEffect, Path);
  auto Model = InEffect.CheckOptions.find("toctou.ModelFile");
  if (Model == InEffect.CheckOptions.end() || Model->getValue().Value.empty())
    return;
  const std::string From = llvm::sys::path::parent_path(Path).str();
  if (!Models.insert(Model->getValue().Value + '\n' + From).second)
    return;
  auto Loaded = ModelFile::load(Model->getValue().Value, From);
  if (Loaded)
    return;
  tell(llvm::toString(Loaded.takeError()));
}

/// Globs of `--checks` that no check of ours or of clang-tidy's can meet.
static std::optional<std::string> unknownCheck(llvm::StringRef List) {
  for (llvm::StringRef Glob : globsOf(List)) {
    Glob.consume_front("-");
    if (!isKnownGlob(Glob))
      return Glob.str();
  }
  return std::nullopt;
}

std::vector<std::string>
Configuration::problems(llvm::ArrayRef<std::string> Files) {
  if (Opts.Checks)
    if (std::optional<std::string> Unknown = unknownCheck(*Opts.Checks))
      return {"unknown check '" + *Unknown + "'; see --list-checks"};
  auto Provider = provider();
  if (!Provider)
    return {llvm::toString(Provider.takeError())};
  for (const std::string &File : Files)
    verify(File, **Provider);
  if (Found.empty() && Opts.Checks && checksFor("dummy.cpp").empty())
    Found.push_back("'--checks=" + *Opts.Checks + "' leaves no check");
  return std::move(Found);
}

tidy::ClangTidyOptions Configuration::optionsFor(llvm::StringRef File) {
  auto Provider = provider();
  if (!Provider) {
    llvm::consumeError(Provider.takeError());
    return {};
  }
  tidy::ClangTidyContext Context(std::move(*Provider));
  Context.setCurrentFile(absoluteIn("", File));
  ClangTidyOptions Result = Context.getOptions();
  tidy::ClangTidyASTConsumerFactory Factory(Context);
  for (const auto &Option : Factory.getCheckOptions())
    Result.CheckOptions[Option.getKey()] = Option.getValue();
  return Result;
}

std::vector<std::string> Configuration::checksFor(llvm::StringRef File) {
  ClangTidyOptions InEffect = optionsFor(File);
  tidy::GlobList Globs(InEffect.Checks.value_or(""));
  std::vector<std::string> On;
  for (llvm::StringRef Name : checkNames())
    if (Globs.contains(Name))
      On.push_back(Name.str());
  return On;
}

} // namespace clang::toctou
