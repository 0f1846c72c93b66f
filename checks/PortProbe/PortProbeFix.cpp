//===- PortProbeFix.cpp - How to close the window of a probed port ------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PortProbe/PortProbeFix.h"
#include "PortProbe/PortProbeFixSite.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

namespace clang::toctou {

/// The number goes to another process, which has to bind it.
static bool goesToChild(const Event &Use) {
  if (Use.Kind == EventKind::Append)
    return true;
  if (Use.Kind != EventKind::HandOver)
    return false;
  return Use.HandOver == HandOverKind::ChildArgument ||
         Use.HandOver == HandOverKind::ChildEnvironment ||
         Use.HandOver == HandOverKind::ShellText ||
         Use.HandOver == HandOverKind::ConfigFile;
}

/// The remedy with an edit, or without one but with the reason in its text.
static Remedy edited(const ProbedPort &Port, TranslationUnit &Unit,
                     std::string &Why) {
  if (!isEditable(*Port.Function) || !Port.Use->Site || !Port.Check->Site ||
      Port.KeptIn)
    return {};
  if (Remedy Found = adoptMember(Port, Unit); !Found.Edits.empty())
    return Found;
  for (Remedy (*Make)(NumberSite &) : {bindZero, selectZero, serveZero}) {
    NumberSite Site(Port, Unit);
    bool Fits = Site.find();
    Why = Site.Why;
    if (!Fits)
      return {};
    if (Remedy Found = Make(Site); !Found.Edits.empty())
      return Found;
  }
  return {};
}

std::vector<Remedy> portProbeRemedies(const ProbedPort &Port,
                                      TranslationUnit &Unit) {
  Remedy Words;
  if (goesToChild(*Port.Use)) {
    Words.Text = "keep the probe socket open and pass its descriptor on, or "
                 "let the server bind port 0 and report the number it got";
    return {Words};
  }
  std::string Why;
  if (Remedy Found = edited(Port, Unit, Why); !Found.Edits.empty())
    return {Found};
  Words.Text = "bind port 0 and read the number back from the live socket";
  if (!Why.empty())
    Words.Text += " (" + Why + ")";
  return {Words};
}

} // namespace clang::toctou
