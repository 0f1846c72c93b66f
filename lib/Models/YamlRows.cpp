//===- YamlRows.cpp -------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/YamlRows.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace clang::toctou {

/// "'a', 'b' or 'c'".
static std::string orList(ArrayRef<StringRef> Words) {
  std::string Text;
  for (auto [I, Word] : enumerate(Words)) {
    if (I)
      Text += I + 1 == Words.size() ? " or " : ", ";
    Text += ("'" + Word + "'").str();
  }
  return Text;
}

//===----------------------------------------------------------------------===//
// One row
//===----------------------------------------------------------------------===//

RowEntry *RowReader::find(StringRef Key) {
  Asked.push_back(Key);
  for (RowEntry &E : Entries)
    if (E.Key == Key) {
      E.IsAsked = true;
      return &E;
    }
  return nullptr;
}

RowEntry *RowReader::need(StringRef Key) {
  RowEntry *E = find(Key);
  if (!E)
    fail(At, "this row lacks '" + Key + "'");
  return E;
}

void RowReader::fail(SMLoc Where, const Twine &Message) {
  if (!First)
    First = RowError{Where, Message.str()};
}

StringRef RowReader::name(StringRef Key) {
  RowEntry *E = need(Key);
  if (!E)
    return {};
  if (E->Value.empty() || StringRef(E->Value).contains(' '))
    fail(E->ValueAt, "'" + Key +
                         "' must be a qualified name, as in "
                         "'mylib::Latch::enter', or a telling name, "
                         "as in '*latch::enter'");
  return Strings.keep(E->Value);
}

StringRef RowReader::text(StringRef Key) {
  RowEntry *E = find(Key);
  return E ? Strings.keep(E->Value) : StringRef();
}

bool RowReader::flag(StringRef Key) {
  return wordIndex(Key, {"false", "true"}, /*IsNeeded=*/false) == 1;
}

Slot RowReader::slot(StringRef Key, Slot Default) {
  RowEntry *E = find(Key);
  if (!E)
    return Default;
  if (E->Value == "receiver")
    return Receiver;
  if (E->Value == "result")
    return Result;
  if (E->Value == "any")
    return AnyArgument;
  unsigned Number;
  if (!StringRef(E->Value).getAsInteger(10, Number) && Number < 100)
    return Slot(Number);
  fail(E->ValueAt, "'" + E->Value + "' is no place of a call: '" + Key +
                       "' must be the number of an argument from 0, "
                       "'receiver', 'result' or 'any'");
  return Default;
}

std::optional<size_t>
RowReader::wordIndex(StringRef Key, ArrayRef<StringRef> Words, bool IsNeeded) {
  RowEntry *E = IsNeeded ? need(Key) : find(Key);
  if (!E)
    return std::nullopt;
  const auto *It = llvm::find(Words, E->Value);
  if (It != Words.end())
    return It - Words.begin();
  fail(E->ValueAt,
       "unknown " + Key + " '" + E->Value + "': it must be " + orList(Words));
  return std::nullopt;
}

std::optional<RowError> RowReader::finish() {
  // An unknown key is often the misspelling of one that is missing.
  for (const RowEntry &E : Entries)
    if (!E.IsAsked)
      return RowError{E.KeyAt, ("unknown key '" + Twine(E.Key) +
                                "': a row of this section has " + orList(Asked))
                                   .str()};
  return First;
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

namespace {
/// The walk over one file; stops at the first error.
class Walk {
public:
  Walk(StringRef Yaml, StringRef Name, StringTable &Strings)
      : Strings(Strings), Name(Name), Stream(MemoryBufferRef(Yaml, Name), SM) {
    SM.setDiagHandler(
        [](const SMDiagnostic &D, void *Self) {
          static_cast<Walk *>(Self)->onSyntaxError(D);
        },
        this);
  }

  using AddRow = function_ref<void(RowReader &)>;

  /// Calls \p Find for each section's name; it answers how to add a row, or
  /// null and the names that it knows.
  Error read(function_ref<std::function<void(RowReader &)>(StringRef)> Find,
             ArrayRef<StringRef> Known) {
    yaml::document_iterator Document = Stream.begin();
    yaml::Node *Root = Document == Stream.end() ? nullptr : Document->getRoot();
    if (Root && !isa<yaml::NullNode>(Root))
      readRoot(*Root, Find, Known);
    if (!First && !Stream.failed() && Document != Stream.end() &&
        ++Document != Stream.end())
      fail(start(*Document->getRoot()), "a model file is one YAML document");
    if (Stream.failed() && !First)
      fail(SMLoc(), "not valid YAML");
    if (!First)
      return Error::success();
    return createStringError(std::errc::invalid_argument, "%s", First->c_str());
  }

private:
  void readRoot(yaml::Node &Root,
                function_ref<std::function<void(RowReader &)>(StringRef)> Find,
                ArrayRef<StringRef> Known) {
    auto *Map = dyn_cast<yaml::MappingNode>(&Root);
    if (!Map)
      return fail(start(Root), "a model file must be a mapping from sections "
                               "to lists of rows, as in 'locks:'");
    for (yaml::KeyValueNode &Entry : *Map) {
      std::optional<std::string> Section = scalar(Entry.getKey());
      if (First)
        return;
      auto Add = Section ? Find(*Section) : nullptr;
      if (!Add)
        return fail(start(*Entry.getKey()),
                    "unknown section '" + Section.value_or("") +
                        "': a model file has " + orList(Known));
      readSection(*Section, Entry.getValue(), Add);
      if (First)
        return;
    }
  }

  void readSection(StringRef Section, yaml::Node *Value, AddRow Add) {
    if (!Value || isa<yaml::NullNode>(Value))
      return;
    auto *List = dyn_cast<yaml::SequenceNode>(Value);
    if (!List)
      return fail(start(*Value), "section '" + Section +
                                     "' must be a list: each row begins "
                                     "with '- '");
    for (yaml::Node &Row : *List) {
      readRow(Row, Add);
      if (First)
        return;
    }
  }

  void readRow(yaml::Node &Row, AddRow Add) {
    auto *Map = dyn_cast<yaml::MappingNode>(&Row);
    if (!Map)
      return fail(start(Row), "a row must be a mapping, as in "
                              "'- callee: mylib::Latch::enter'");
    SMLoc At = start(Row);
    SmallVector<RowEntry, 8> Entries;
    for (yaml::KeyValueNode &Entry : *Map) {
      yaml::Node *Key = Entry.getKey();
      std::optional<std::string> KeyText = scalar(Key);
      if (First)
        return;
      if (Entries.empty() && Key)
        At = start(*Key);
      yaml::Node *Value = Entry.getValue();
      std::optional<std::string> Text = scalar(Value);
      if (First)
        return;
      if (!KeyText || !Text)
        return fail(start(*Key), "'" + KeyText.value_or("a key") +
                                     "' must have one plain value");
      if (any_of(Entries, [&](auto &E) { return E.Key == *KeyText; }))
        return fail(start(*Key), "'" + *KeyText + "' is given twice");
      Entries.push_back({*KeyText, *Text, start(*Key), start(*Value)});
    }
    RowReader Reader(At, Entries, Strings);
    Add(Reader);
    if (std::optional<RowError> E = Reader.finish())
      fail(E->At, E->Message);
  }

  static std::optional<std::string> scalar(yaml::Node *N) {
    SmallString<64> Storage;
    if (auto *S = dyn_cast_or_null<yaml::ScalarNode>(N))
      return S->getValue(Storage).str();
    return std::nullopt;
  }

  static SMLoc start(const yaml::Node &N) { return N.getSourceRange().Start; }

  void fail(SMLoc At, const Twine &Message) {
    if (First)
      return;
    auto [Line, Column] = At.isValid() ? SM.getLineAndColumn(At)
                                       : std::pair<unsigned, unsigned>(1, 1);
    First =
        (Name + ":" + Twine(Line) + ":" + Twine(Column) + ": " + Message).str();
  }

  void onSyntaxError(const SMDiagnostic &D) {
    std::string Message = D.getMessage().str();
    if (!Message.empty())
      Message.front() = toLower(Message.front());
    if (!First)
      First = (Name + ":" + Twine(std::max(D.getLineNo(), 1)) + ":" +
               Twine(D.getColumnNo() + 1) +
               ": not valid YAML: " + StringRef(Message).rtrim('.'))
                  .str();
  }

  StringTable &Strings;
  std::string Name;
  std::optional<std::string> First;
  SourceMgr SM;
  yaml::Stream Stream;
};
} // namespace

/// The first line that a tab indents, and the tab's column. LLVM's parser ends
/// the document there without a word.
static std::optional<std::pair<size_t, size_t>> findTab(StringRef Yaml) {
  size_t Line = 1;
  for (StringRef Rest = Yaml; !Rest.empty(); ++Line) {
    auto [Text, After] = Rest.split('\n');
    StringRef Indent =
        Text.take_while([](char C) { return C == ' ' || C == '\t'; });
    size_t Tab = Indent.find('\t');
    StringRef Content = Text.drop_front(Indent.size()).rtrim('\r');
    if (Tab != StringRef::npos && !Content.empty() && !Content.starts_with("#"))
      return std::pair(Line, Tab + 1);
    Rest = After;
  }
  return std::nullopt;
}

Error YamlRows::read(StringRef Yaml, StringRef Name) {
  if (auto Tab = findTab(Yaml))
    return createStringError(std::errc::invalid_argument,
                             "%s:%zu:%zu: not valid YAML: a tab indents this "
                             "line; use spaces",
                             Name.str().c_str(), Tab->first, Tab->second);
  SmallVector<StringRef, 24> Known;
  for (const Section &S : Sections)
    Known.push_back(S.Name);
  auto Find = [&](StringRef Wanted) -> std::function<void(RowReader &)> {
    for (const Section &S : Sections)
      if (S.Name == Wanted)
        return S.Add;
    return nullptr;
  };
  return Walk(Yaml, Name, Strings).read(Find, Known);
}

} // namespace clang::toctou
