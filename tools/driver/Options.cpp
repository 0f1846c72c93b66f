//===- Options.cpp - The command line of clang-toctou ---------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errc.h"
#include <functional>

namespace clang::toctou {

namespace {

/// Stores the value of an option; false if the value is none of its kind.
using Store = std::function<bool(Options &, llvm::StringRef)>;

/// One option. An empty Value: a flag, which may be given as `--flag=false`.
struct Spec {
  llvm::StringLiteral Name;
  llvm::StringLiteral Value;
  llvm::StringLiteral Help;
  Store Set;
};

} // namespace

static std::optional<bool> truth(llvm::StringRef Text) {
  if (Text.empty() || Text == "true" || Text == "1")
    return true;
  if (Text == "false" || Text == "0")
    return false;
  return std::nullopt;
}

static Store flag(bool Options::*Field) {
  return [Field](Options &O, llvm::StringRef Text) {
    std::optional<bool> Given = truth(Text);
    O.*Field = Given.value_or(false);
    return Given.has_value();
  };
}

static Store flag(std::optional<bool> Options::*Field) {
  return [Field](Options &O, llvm::StringRef Text) {
    O.*Field = truth(Text);
    return (O.*Field).has_value();
  };
}

template <typename T> static Store text(T Options::*Field) {
  return [Field](Options &O, llvm::StringRef Text) {
    O.*Field = Text.str();
    return true;
  };
}

static Store list(std::vector<std::string> Options::*Field) {
  return [Field](Options &O, llvm::StringRef Text) {
    (O.*Field).push_back(Text.str());
    return true;
  };
}

template <typename T> static Store number(T Options::*Field, T Least) {
  return [Field, Least](Options &O, llvm::StringRef Text) {
    return !Text.getAsInteger(10, O.*Field) && O.*Field >= Least;
  };
}

static llvm::ArrayRef<Spec> specs() {
  static const Spec All[] = {
      {"p", "DIR", "folder of compile_commands.json",
       text(&Options::BuildPath)},
      {"extra-arg", "FLAG", "append FLAG to the compile commands",
       list(&Options::ExtraArgs)},
      {"extra-arg-before", "FLAG", "prepend FLAG to the compile commands",
       list(&Options::ExtraArgsBefore)},
      {"checks", "GLOBS", "of the globs, those that name toctou count",
       text(&Options::Checks)},
      {"config", "YAML", "configuration in place of .clang-tidy files",
       text(&Options::Config)},
      {"config-file", "FILE", "file to read the configuration from",
       text(&Options::ConfigFile)},
      {"warnings-as-errors", "GLOBS", "show these as errors",
       text(&Options::WarningsAsErrors)},
      {"header-filter", "REGEX",
       "headers to report from (default: all but system headers)",
       text(&Options::HeaderFilter)},
      {"exclude-header-filter", "REGEX", "headers not to report from",
       text(&Options::ExcludeHeaderFilter)},
      {"line-filter", "JSON", "files and lines to report from",
       text(&Options::LineFilter)},
      {"system-headers", "", "report from system headers too",
       flag(&Options::SystemHeaders)},
      {"fix", "", "apply the fixes that keep behaviour", flag(&Options::Fix)},
      {"fix-notes", "", "apply fixes that need a decision too, the safest one",
       flag(&Options::FixNotes)},
      {"fix-errors", "", "apply fixes to files that do not parse too",
       flag(&Options::FixErrors)},
      {"export-fixes", "FILE", "write the fixes for clang-apply-replacements",
       text(&Options::ExportFixes)},
      {"format-style", "STYLE", "clang-format style for fixed code",
       text(&Options::FormatStyle)},
      {"timeline", "",
       "end with each finding's check, window, use and remedy "
       "(default: for folders)",
       flag(&Options::Timeline)},
      {"quiet", "", "findings and errors only", flag(&Options::Quiet)},
      {"use-color", "", "colours (default: on a terminal)",
       flag(&Options::UseColor)},
      {"stats", "", "say what was analysed and what was given up",
       flag(&Options::Stats)},
      {"j", "N", "files analysed at a time (default: one a core)",
       number(&Options::Jobs, 1u)},
      {"error-exitcode", "N", "exit code for findings (default: 1)",
       number(&Options::ErrorExitCode, 0)},
      {"list-checks", "", "list the checks that are on",
       flag(&Options::ListChecks)},
      {"explain", "CHECK", "tell what a check finds and how to fix it",
       text(&Options::Explain)},
      {"dump-config", "", "print the configuration in effect",
       flag(&Options::DumpConfig)},
      {"dump-events", "", "print the events that the analysis sees in FILE",
       flag(&Options::DumpEvents)},
      {"version", "", "print the versions", flag(&Options::Version)},
      {"help", "", "print this", flag(&Options::Help)},
  };
  return All;
}

/// The option as it is typed.
static std::string spelled(const Spec &S) {
  return (S.Name.size() == 1 ? "-" : "--") + S.Name.str();
}

static llvm::Error unknownOption(llvm::StringRef Name) {
  const Spec *Nearest = nullptr;
  unsigned Distance = 4;
  for (const Spec &S : specs()) {
    unsigned D = Name.edit_distance(S.Name, true, Distance);
    if (S.Name.size() > 1 && D < Distance) {
      Nearest = &S;
      Distance = D;
    }
  }
  std::string Hint = Nearest ? "; did you mean '--" + Nearest->Name.str() + "'?"
                             : std::string("; see --help");
  return llvm::createStringError(llvm::errc::invalid_argument,
                                 "unknown option '--%s'%s", Name.str().c_str(),
                                 Hint.c_str());
}

/// Reads the option at the front of \p Args and drops it, with its value.
static llvm::Error parseOne(Options &O, llvm::ArrayRef<const char *> &Args) {
  llvm::StringRef Arg = Args.front();
  Args = Args.drop_front();
  Arg.consume_front("-");
  Arg.consume_front("-");
  auto [Name, Value] = Arg.split('=');
  bool HasValue = Arg.contains('=');
  if (Name.size() > 1 && Name.front() == 'j' &&
      llvm::all_of(Name.drop_front(), llvm::isDigit)) { // make's -j4
    Value = Name.drop_front();
    Name = "j";
    HasValue = true;
  }
  const Spec *S =
      llvm::find_if(specs(), [&](const Spec &S) { return S.Name == Name; });
  if (S == specs().end())
    return unknownOption(Name);
  if (!S->Value.empty() && !HasValue) {
    if (Args.empty())
      return llvm::createStringError(llvm::errc::invalid_argument,
                                     "option '%s' wants a value: %s",
                                     spelled(*S).c_str(), S->Value.data());
    Value = Args.front();
    Args = Args.drop_front();
  }
  if (S->Set(O, Value))
    return llvm::Error::success();
  return llvm::createStringError(llvm::errc::invalid_argument,
                                 "option '%s' cannot be '%s'",
                                 spelled(*S).c_str(), Value.str().c_str());
}

llvm::Expected<Options> parseOptions(llvm::ArrayRef<const char *> Args) {
  Options O;
  while (!Args.empty()) {
    llvm::StringRef Arg = Args.front();
    if (Arg == "--") {
      Args = Args.drop_front();
      O.Flags.emplace(Args.begin(), Args.end());
      break;
    }
    if (!Arg.starts_with("-") || Arg == "-") {
      O.Paths.push_back(Arg.str());
      Args = Args.drop_front();
      continue;
    }
    if (llvm::Error E = parseOne(O, Args))
      return E;
  }
  if (O.Config && O.ConfigFile)
    return llvm::createStringError(
        llvm::errc::invalid_argument,
        "'--config' and '--config-file' exclude each other");
  return O;
}

void printHelp(llvm::raw_ostream &OS) {
  OS << "clang-toctou finds time-of-check to time-of-use races in C and C++.\n"
        "\n"
        "usage: clang-toctou [OPTION...] FILE|FOLDER... [-- FLAGS...]\n"
        "\n"
        "The compile commands come from compile_commands.json, found upward "
        "from each\nfile, else from compile_flags.txt, or stand behind '--'. "
        "A folder means every C\nand C++ source below it; hidden folders and "
        "build trees are left out.\n"
        "\n";
  for (const Spec &S : specs()) {
    std::string Left = spelled(S);
    if (!S.Value.empty())
      Left += (S.Name.size() == 1 ? " " : "=") + S.Value.str();
    OS << "  " << llvm::left_justify(Left, 30) << S.Help << '\n';
  }
  OS << "\n"
        "Exit code: 0 nothing found, 1 findings, 2 some of the work could not "
        "be done.\n";
}

} // namespace clang::toctou
