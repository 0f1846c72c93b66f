//===- Workers.cpp - One process a file -----------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Workers.h"
#include "driver/ResultCodec.h"
#include <cerrno>
#include <csignal>
#include <map>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace clang::toctou {

namespace {

/// A process that analyses one file and writes its result into a pipe.
struct Worker {
  size_t Index;
  pid_t Process;
  int Pipe;
  std::string Text;
};

} // namespace

static void writeAll(int Pipe, llvm::StringRef Text) {
  while (!Text.empty()) {
    ssize_t N = ::write(Pipe, Text.data(), Text.size());
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return;
    Text = Text.drop_front(N);
  }
}

static std::optional<Worker>
start(size_t Index, const std::string &File,
      llvm::function_ref<FileResult(const std::string &)> Analyze) {
  int Ends[2];
  if (::pipe(Ends))
    return std::nullopt;
  llvm::outs().flush();
  llvm::errs().flush();
  const pid_t Process = ::fork();
  if (Process == 0) {
    ::close(Ends[0]);
    writeAll(Ends[1], encode(Analyze(File)));
    llvm::outs().flush();
    ::_exit(0);
  }
  ::close(Ends[1]);
  if (Process < 0) {
    ::close(Ends[0]);
    return std::nullopt;
  }
  return Worker{Index, Process, Ends[0], {}};
}

/// The result of a worker whose pipe has ended.
static FileResult finish(Worker &W, const std::string &File) {
  ::close(W.Pipe);
  int Status = 0;
  while (::waitpid(W.Process, &Status, 0) < 0 && errno == EINTR)
    ;
  if (std::optional<FileResult> Result = decode(W.Text))
    return std::move(*Result);
  FileResult Failed;
  Failed.File = File;
  Failed.Problems.push_back(
      "the analysis of '" + File + "' ended early" +
      (WIFSIGNALED(Status) ? " (signal " + std::to_string(WTERMSIG(Status)) +
                                 ": " + ::strsignal(WTERMSIG(Status)) + ")"
                           : std::string()));
  return Failed;
}

/// Reads what \p W has to say. True: it has ended.
static bool drain(Worker &W) {
  char Buffer[65536];
  ssize_t N = ::read(W.Pipe, Buffer, sizeof Buffer);
  if (N < 0)
    return errno != EINTR && errno != EAGAIN;
  W.Text.append(Buffer, N);
  return N == 0;
}

void analyzeFiles(llvm::ArrayRef<std::string> Files, unsigned Jobs,
                  llvm::function_ref<FileResult(const std::string &)> Analyze,
                  llvm::function_ref<void(size_t, const std::string &)> Started,
                  llvm::function_ref<void(FileResult)> Take) {
  std::vector<Worker> Running;
  std::map<size_t, FileResult> Waiting; // ended before an earlier file
  size_t Next = 0, Wanted = 0;
  while (Wanted < Files.size()) {
    while (Next < Files.size() && Running.size() < Jobs) {
      Started(Next + 1, Files[Next]);
      std::optional<Worker> W = start(Next, Files[Next], Analyze);
      if (!W && !Running.empty())
        break; // no process to be had now; try again when one has ended
      if (W)
        Running.push_back(std::move(*W));
      else
        Waiting[Next] = Analyze(Files[Next]);
      ++Next;
    }
    std::vector<pollfd> Pipes;
    for (const Worker &W : Running)
      Pipes.push_back({W.Pipe, POLLIN, 0});
    if (!Pipes.empty())
      ::poll(Pipes.data(), Pipes.size(), -1);
    for (size_t I = Running.size(); I-- > 0;) {
      if (!Pipes[I].revents || !drain(Running[I]))
        continue;
      const size_t Index = Running[I].Index;
      Waiting[Index] = finish(Running[I], Files[Index]);
      Running.erase(Running.begin() + I);
    }
    for (auto It = Waiting.find(Wanted); It != Waiting.end();
         It = Waiting.find(Wanted)) {
      Take(std::move(It->second));
      Waiting.erase(It);
      ++Wanted;
    }
  }
}

} // namespace clang::toctou
