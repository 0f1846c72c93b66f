//===- Signature.cpp ------------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/Signature.h"
#include "Models/ApiLookup.h"
#include "Models/TellingName.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace llvm;

namespace clang::toctou {

bool hasSlot(const FunctionDecl &F, Slot S) {
  if (S == NoSlot || S <= AnyArgument)
    return true;
  if (S == Receiver) {
    const auto *M = dyn_cast<CXXMethodDecl>(&F);
    return M && !M->isStatic();
  }
  if (S == Result)
    return isa<CXXConstructorDecl>(F) || !F.getReturnType()->isVoidType();
  unsigned Count = F.getNumParams();
  bool Open = F.isVariadic() || !F.hasPrototype() ||
              (Count && F.getParamDecl(Count - 1)->isParameterPack());
  return unsigned(S) < Count || Open;
}

/// The class that \p T is, refers to or points to.
static const RecordDecl *classOf(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T->getAsRecordDecl();
}

/// True if \p T is an integer that can be a number of something.
static bool isNumber(QualType T) {
  if (T->isBooleanType())
    return false;
  if (const auto *E = T->getAs<EnumType>())
    return StringRef(tellingForm(E->getDecl()->getName())).ends_with("port");
  return T->isIntegerType();
}

static bool isCharacters(QualType T) {
  return T->isPointerType() && T->getPointeeType()->isAnyCharacterType();
}

bool isOfPortType(const FunctionDecl &F, Slot S, StringRef PortType) {
  if (PortType.empty() || S < 0)
    return true;
  if (unsigned(S) >= F.getNumParams())
    return false;
  QualType T = F.getParamDecl(S)->getType().getNonReferenceType();
  if (T->isDependentType())
    return true;
  if (PortType == "number")
    return isNumber(T);
  const RecordDecl *R = classOf(T);
  if (PortType == "text")
    return isCharacters(T) || (R && TellingName(rowName(*R)).meets("*string*"));
  return R && TellingName(rowName(*R)).meets(PortType);
}

/// Classes that are, or hold, a number or a text that can be a port.
static constexpr StringRef PortBearers[] = {
    "*string*",  "*bytearray",   "port",    "*tcpport",   "*udpport",
    "*_url_*",   "*portnumber",  "*_uri_*", "*portid",    "*slice",
    "*hostport", "*hostandport", "*ports",  "*portrange", "*piece"};

/// Classes that are a socket address.
static constexpr StringRef Addresses[] = {
    "*endpoint*", "*sockaddr*", "*address*", "*_addr_*", "*addrinfo*"};

/// Classes that keep what they are made from: a number inside is reserved.
static constexpr StringRef Keepers[] = {
    "*_ptr_*",    "*reserv*", "*lease*",  "*holder*", "*handle*",  "*guard*",
    "*function*", "*_lock_*", "*scoped*", "*socket*", "*listener*"};

static bool meetsAny(const RecordDecl &R, ArrayRef<StringRef> Patterns) {
  TellingName Name(rowName(R));
  return any_of(Patterns, [&](StringRef P) { return Name.meets(P); });
}

static bool isAddressClass(const RecordDecl &R) {
  return !meetsAny(R, Keepers) && meetsAny(R, Addresses);
}

/// True if a value of type \p T can hold a port: a number, a text, or a class
/// template (an optional, an expected, a list) over one of these.
static bool bearsPort(QualType T, unsigned Depth = 0) {
  T = T.getNonReferenceType();
  if (isNumber(T) || isCharacters(T))
    return true;
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R || meetsAny(*R, Keepers))
    return false;
  if (meetsAny(*R, PortBearers))
    return true;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (!Spec || Depth == 3)
    return false;
  return any_of(Spec->getTemplateArgs().asArray(),
                [&](const TemplateArgument &A) {
                  if (A.getKind() == TemplateArgument::Type)
                    return bearsPort(A.getAsType(), Depth + 1);
                  return A.getKind() == TemplateArgument::Pack &&
                         any_of(A.pack_elements(), [&](const auto &E) {
                           return E.getKind() == TemplateArgument::Type &&
                                  bearsPort(E.getAsType(), Depth + 1);
                         });
                });
}

namespace {
/// What a parameter that the callee can write to brings out.
enum class Output { None, Port, Address, Socket };
} // namespace

static Output outputOf(const ParmVarDecl &P) {
  QualType T = P.getType();
  if (!T->isReferenceType() && !T->isPointerType())
    return Output::None;
  QualType Pointee = T->getPointeeType();
  if (Pointee.isConstQualified() || Pointee->isAnyCharacterType())
    return Output::None;
  std::string Words = wordForm(P.getName());
  for (StringRef Keeper : {"*fd*", "*sock*", "*handle*"})
    if (matchesGlob(Keeper, Words))
      return Output::Socket;
  if (const RecordDecl *R = Pointee->getAsRecordDecl()) {
    if (isAddressClass(*R))
      return Output::Address;
    if (meetsAny(*R, {"*socket*", "*acceptor*", "*listener*"}))
      return Output::Socket;
  }
  for (StringRef Error : {"*_err*", "*_ec_*", "*_ok_*", "*_len*", "*_size_*",
                          "*_count_*", "*_status_*"})
    if (matchesGlob(Error, Words))
      return Output::None;
  return bearsPort(Pointee) ? Output::Port : Output::None;
}

std::optional<PortOutput> portOutput(const FunctionDecl &F) {
  std::optional<PortOutput> Parameter;
  Slot Descriptor = NoSlot;
  for (auto [I, P] : enumerate(F.parameters())) {
    Output O = outputOf(*P);
    if (O == Output::Socket) {
      if (!P->getType()->getPointeeType()->isIntegerType())
        return std::nullopt;
      Descriptor = Slot(I);
      continue;
    }
    if (O != Output::None && !Parameter)
      Parameter = PortOutput{Slot(I), O == Output::Address};
  }
  if (Parameter) {
    Parameter->Socket = Descriptor;
    return Parameter;
  }
  QualType T = F.getReturnType();
  if (const RecordDecl *R = classOf(T); R && isAddressClass(*R))
    return PortOutput{Result, true, Descriptor};
  if (bearsPort(T))
    return PortOutput{Result, false, Descriptor};
  return std::nullopt;
}

bool givesPortBack(const FunctionDecl &F) {
  if (!F.getIdentifier())
    return false;
  SmallVector<std::string, 4> Words = words(F.getName());
  if (Words.front() != "free" && Words.front() != "unused")
    return false;
  return any_of(F.parameters(), [](const ParmVarDecl *P) {
    return !P->getType()->isPointerType() && !P->getType()->isReferenceType() &&
           wordForm(P->getName()) == "_port_";
  });
}

Success successByType(const FunctionDecl &F) {
  QualType T = F.getReturnType();
  if (T->isVoidType() || isa<CXXConstructorDecl>(F))
    return Success::Always;
  if (T->isBooleanType() || T->isPointerType())
    return Success::NonZero;
  if (T->isIntegralOrEnumerationType())
    return Success::Zero;
  if (const RecordDecl *R = T->getAsRecordDecl())
    if (meetsAny(*R, {"*errorcode", "*errc", "*_error_"}))
      return Success::Zero;
  return Success::Always;
}

bool constructorTakes(const CXXRecordDecl &R,
                      function_ref<bool(const RecordDecl &)> IsLock) {
  if (!R.hasDefinition())
    return false;
  auto Takes = [&](const ParmVarDecl *P) {
    QualType T = P->getType();
    if (!T->isReferenceType() && !T->isPointerType())
      return false;
    if (T->getPointeeType()->isDependentType())
      return true; // A guard over any lock: `template <class L> Guard(L &)`.
    const RecordDecl *Class = classOf(T);
    return Class && Class->getCanonicalDecl() != R.getCanonicalDecl() &&
           IsLock(*Class);
  };
  for (const Decl *D : R.getDefinition()->decls()) {
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      D = T->getTemplatedDecl();
    if (const auto *C = dyn_cast<CXXConstructorDecl>(D))
      if (!C->isCopyOrMoveConstructor() && any_of(C->parameters(), Takes))
        return true;
  }
  return false;
}

bool locksAndUnlocks(const CXXRecordDecl &R) {
  if (!R.hasDefinition())
    return false;
  bool Locks = false, Unlocks = false;
  for (const CXXMethodDecl *M : R.getDefinition()->methods()) {
    if (!M->getIdentifier() || M->isStatic() || M->getNumParams() != 0)
      continue;
    std::string Name = tellingForm(M->getName());
    Locks |= Name == "lock";
    Unlocks |= Name == "unlock";
  }
  return Locks && Unlocks;
}

/// True if \p Name says that it is a port's number.
static bool namesPort(StringRef Name) {
  SmallVector<std::string, 4> Words = words(Name);
  return is_contained(Words, "port") || is_contained(Words, "portno");
}

bool startsOnPort(const CXXRecordDecl &R) {
  if (!R.hasDefinition())
    return false;
  bool Takes = false, Starts = false;
  for (const CXXMethodDecl *M : R.getDefinition()->methods()) {
    if (isa<CXXConstructorDecl>(M)) {
      Takes |= any_of(M->parameters(), [](const ParmVarDecl *P) {
        return P->getType()->isIntegerType() && namesPort(P->getName());
      });
      continue;
    }
    if (!M->getIdentifier() || M->isStatic())
      continue;
    std::string First = words(M->getName()).front();
    if (First == "connect")
      return false;
    Starts |=
        is_contained({"start", "listen", "serve", "run", "accept"}, First);
  }
  return Takes && Starts;
}

bool takesObject(const FunctionDecl &F, Slot S) {
  if (S < 0 || unsigned(S) >= F.getNumParams())
    return false;
  QualType T = F.getParamDecl(S)->getType();
  return (T->isReferenceType() || T->isPointerType()) &&
         !T->getPointeeType()->isAnyCharacterType();
}

bool mayLog(const FunctionDecl &F) {
  QualType T = F.getReturnType();
  return T->isVoidType() || T->isIntegralOrEnumerationType() ||
         T->isReferenceType();
}

} // namespace clang::toctou
