//===- EventDump.cpp - Events as text -------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Summaries/EventDump.h"
#include "Summaries/TranslationUnit.h"
#include "Support/FunctionName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"

namespace clang::toctou {

static unsigned lineOf(const Stmt *S, const SourceManager &Sources) {
  return S ? Sources.getExpansionLineNumber(S->getBeginLoc()) : 0;
}

static void print(const Event &E, const Values &Table,
                  const SourceManager &Sources, llvm::raw_ostream &Out) {
  Out << "L" << lineOf(E.Site, Sources) << " " << name(E.Kind);
  if (E.isSpliced())
    Out << "@L" << lineOf(E.Inner, Sources);
  if (E.Subject != PlaceId::None)
    Out << " " << Table.print(E.Subject);
  else if (E.SubjectValue != ValueId::None)
    Out << " #" << unsigned(E.SubjectValue);
  if (!E.Operands.empty()) {
    Out << " <-";
    for (ValueId V : E.Operands)
      Out << " " << Table.print(V);
  }
  if (E.Kind == EventKind::Act && E.IsHandle)
    Out << " handle";
  if (E.Owning)
    Out << " owning";
  if (E.Shared)
    Out << " shared";
  if (E.Maybe)
    Out << " maybe";
  if (E.MayWait)
    Out << " may wait";
  if (E.ForLog)
    Out << " for a log";
  if (E.AtScopeEnd)
    Out << " at scope end";
  if (E.Atomic != AtomicEffect::None)
    Out << (E.Relaxed ? " atomic relaxed" : " atomic");
  if (E.LocksItself)
    Out << " locks itself";
  if (E.ByName)
    Out << " by name";
  Out << "\n";
}

void dumpEvents(TranslationUnit &Unit, llvm::raw_ostream &Out) {
  const SourceManager &Sources = Unit.context().getSourceManager();
  const Values &Table = Unit.values();
  for (const FunctionDecl *F : Unit.functions()) {
    const FunctionFlow *Flow = Unit.flow(*F);
    Out << functionName(*F) << ":\n";
    if (!Flow) {
      Out << "  given up\n";
      continue;
    }
    for (unsigned Number : Flow->Order) {
      const FlowBlock &Block = Flow->Blocks[Number];
      if (!Block.Reachable)
        continue;
      if (Block.Events.empty() && Block.Successors.size() < 2)
        continue;
      Out << "  B" << Number << ":\n";
      for (const Event &E : Block.Events) {
        Out << "    ";
        print(E, Table, Sources, Out);
        if (E.Kind != EventKind::Call)
          continue;
        const SplicedCall &Call = Flow->Calls[E.CallIndex];
        unsigned Way = 0;
        for (const Outcome &O : Call.Outcomes) {
          Out << "      outcome " << Way++;
          if (O.Thrown)
            Out << ": throws\n";
          else
            Out << ": returns " << Table.print(O.Returned) << "\n";
          for (const auto &[V, S] : O.Facts)
            Out << "        fact " << Table.print(V) << " in " << unsigned(S)
                << "\n";
          for (const Event &Effect : O.Effects) {
            Out << "        ";
            print(Effect, Table, Sources, Out);
          }
        }
      }
      for (const FlowEdge &Edge : Block.Successors) {
        Out << "    -> B" << Edge.To;
        if (Edge.Condition != ValueId::None)
          Out << (Edge.WhenTrue ? " if " : " unless ")
              << Table.print(Edge.Condition);
        if (Edge.Thrown)
          Out << " by an exception";
        Out << "\n";
      }
    }
  }
}

} // namespace clang::toctou
