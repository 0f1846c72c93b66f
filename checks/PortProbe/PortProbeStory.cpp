//===- PortProbeStory.cpp - A probed port, told ---------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeStory.h"
#include "PortProbe/PortProbeAutomaton.h"
#include "PortProbe/PortProbeFix.h"
#include "Report/SourcePlace.h"
#include "Summaries/TranslationUnit.h"
#include "Support/FunctionName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace clang::toctou {

/// What the use does with the number, as the warning says it.
static std::string deed(const Event &Use) {
  if (Use.Kind == EventKind::Bind)
    return "bound";
  if (Use.Kind == EventKind::Append)
    return "put into the argument list of a child process";
  if (Use.Kind == EventKind::Write)
    return "handed to a server";
  switch (Use.HandOver) {
  case HandOverKind::Server:
    return "handed to a server";
  case HandOverKind::ServerConfig:
    return "put into the configuration of a server";
  case HandOverKind::ChildArgument:
    return "passed to a child process";
  case HandOverKind::ChildEnvironment:
    return "put into the environment of a child process";
  case HandOverKind::ShellText:
    return "put into a shell command";
  case HandOverKind::ConfigFile:
    return "written to a configuration file";
  case HandOverKind::Client:
    break;
  }
  return "used";
}

/// How the number is called where it was learned: the helper's name.
static std::string finder(const ProbedPort &Port) {
  const FunctionDecl *Helper = nullptr;
  if (Port.Check->isSpliced())
    Helper = Port.Check->InnerFunction;
  if (const auto *Call = llvm::dyn_cast_or_null<CallExpr>(Port.Check->Site);
      Call && Call->getDirectCallee() &&
      (Port.Check->isSpliced() || Port.Check->Kind == EventKind::PickPort))
    Helper = Call->getDirectCallee();
  return Helper ? "`" + Helper->getNameAsString() + "`" : "the probe socket";
}

static void tellCheck(const ProbedPort &Port, ASTContext &Context,
                      RaceWindow &Told) {
  const Event &Check = *Port.Check;
  Step S;
  S.Plays = Step::Role::Check;
  S.At = placeOf(*Check.Inner, Context);
  if (Check.Kind == EventKind::PickPort) {
    S.Text = finder(Port) + " returns a number that no socket holds" +
             (Check.ByName ? ", says its name" : "");
    S.Plays = Step::Role::Check;
  } else if (Check.Kind == EventKind::Bind) {
    S.Text = "the port number is found to be free here";
  } else {
    S.Text = "the port number is learned here from a bound socket";
  }
  Told.Steps.push_back(S);
  if (Check.isSpliced() && !Port.KeptIn) {
    Step Caller;
    Caller.At = placeOf(*Check.Site, Context);
    Caller.Text = finder(Port) + " is called here";
    Told.Steps.push_back(Caller);
  }
}

static void tellWindow(const ProbedPort &Port, ASTContext &Context,
                       RaceWindow &Told) {
  if (Port.Window == Port.Check)
    return;
  Step S;
  S.Plays = Step::Role::Window;
  S.At = placeOf(*Port.Window->Inner, Context);
  S.Text = Port.Window->AtScopeEnd
               ? "the socket is closed when its scope ends: the number is free "
                 "for anyone from here on"
               : "the socket is closed here: the number is free for anyone "
                 "from here on";
  Told.Steps.push_back(S);
}

std::vector<RaceWindow> findPortProbes(TranslationUnit &Unit) {
  ASTContext &Context = Unit.context();
  std::vector<RaceWindow> All;
  for (const ProbedPort &Port : probedPorts(Unit)) {
    RaceWindow Told;
    Told.Check = "toctou-port-probe";
    Told.Function = functionName(*Port.Function);
    Told.Message = "port number from " + finder(Port) + " is " +
                   deed(*Port.Use) + " after the socket that held it is closed";
    tellCheck(Port, Context, Told);
    tellWindow(Port, Context, Told);
    if (Port.KeptIn) {
      Step Kept;
      Kept.At = placeOf(Port.KeptIn->getLocation(), Context);
      Kept.Text = "the number is kept in `" + Port.KeptIn->getNameAsString() +
                  "` until then";
      Told.Steps.push_back(Kept);
    }
    Step Use;
    Use.Plays = Step::Role::Use;
    Use.At = placeOf(*Port.Use->Site, Context);
    Use.Text = "the number is " + deed(*Port.Use) + " here";
    Told.Steps.push_back(Use);
    if (Port.Use->isSpliced()) {
      Step Inner;
      Inner.At = placeOf(*Port.Use->Inner, Context);
      Inner.Text = "the callee does it here";
      Told.Steps.push_back(Inner);
    }
    Told.Rival =
        "another process can take the number before it is " + deed(*Port.Use);
    Told.Remedies = portProbeRemedies(Port, Unit);
    Told.Fingerprint = fingerprint(Told, All.size());
    All.push_back(std::move(Told));
  }
  return All;
}

} // namespace clang::toctou
