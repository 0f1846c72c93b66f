//===- ApiLookupTest.cpp --------------------------------------------------===//
//
// Part of clang-toctou, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Models/ApiLookup.h"
#include "Models/ModelFile.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace clang::toctou;
using namespace clang::ast_matchers;

namespace {

/// One piece of code and the rows that hold in it.
class Code {
public:
  explicit Code(llvm::StringRef Text, bool IsC = false,
                const ModelFile *User = nullptr)
      : Unit(tooling::buildASTFromCodeWithArgs(
            Text, {IsC ? "-std=gnu17" : "-std=c++20"},
            IsC ? "input.c" : "input.cpp")),
        Rows(User) {
    EXPECT_TRUE(Unit);
    EXPECT_FALSE(Unit->getDiagnostics().hasErrorOccurred());
  }

  /// The first declaration of a function \p Name (`A::f`).
  const FunctionDecl &function(llvm::StringRef Name) {
    return first<FunctionDecl>(functionDecl(hasName(Name)));
  }
  const CallModel &call(llvm::StringRef Name) {
    return Rows.call(function(Name));
  }
  const ClassModel &record(llvm::StringRef Name) {
    return Rows.record(
        first<RecordDecl>(recordDecl(hasName(Name), unless(isImplicit()))));
  }
  const FieldDecl &field(llvm::StringRef Name) {
    return first<FieldDecl>(fieldDecl(hasName(Name)));
  }
  ApiLookup &rows() { return Rows; }

  template <typename Node, typename Matcher> const Node &first(Matcher M) {
    auto Found = match(M.bind("it"), Unit->getASTContext());
    EXPECT_FALSE(Found.empty());
    return *Found.front().template getNodeAs<Node>("it");
  }

private:
  std::unique_ptr<ASTUnit> Unit;
  ApiLookup Rows;
};

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

TEST(RowName, LooksThroughInlineAndAnonymousNamespacesAndTemplates) {
  Code C(R"(
    namespace std { inline namespace __1 { class mutex { public: void lock(); };
      template <class M> class unique_lock { public:
        unique_lock(M &); ~unique_lock(); void lock(); }; } }
    namespace { class Own { void f(); }; }
    namespace lib { extern "C" int bind(int, const void *, unsigned); }
    typedef struct { int sin_port; } sockaddr_t;
    std::mutex M;
    void g() { std::unique_lock<std::mutex> L(M); L.lock(); })");
  EXPECT_EQ(rowName(C.function("mutex::lock")), "std::mutex::lock");
  EXPECT_EQ(rowName(C.function("unique_lock::lock")), "std::unique_lock::lock");
  EXPECT_EQ(rowName(C.first<CXXConstructorDecl>(
                cxxConstructorDecl(ofClass(classTemplateSpecializationDecl()),
                                   parameterCountIs(1), unless(isImplicit())))),
            "std::unique_lock::unique_lock");
  EXPECT_EQ(rowName(C.function("Own::f")), "Own::f");
  EXPECT_EQ(rowName(C.function("lib::bind")), "bind");
  EXPECT_EQ(rowName(C.field("sin_port")), "sockaddr_t::sin_port");
}

//===----------------------------------------------------------------------===//
// Exact rows
//===----------------------------------------------------------------------===//

TEST(ApiLookup, CFunctionIsNotItsNamesake) {
  Code C(R"(
    extern "C" int bind(int, const void *, unsigned);
    namespace std { template <class F> int bind(F); template <> int bind(int); }
    namespace own { int bind(int, const void *, unsigned); })");
  const CallModel &Bind = C.call("::bind");
  ASSERT_EQ(Bind.Net.size(), 1u);
  EXPECT_EQ(Bind.Net[0]->Effect, NetEffect::Bind);
  EXPECT_EQ(Bind.Net[0]->Socket, 0);
  EXPECT_EQ(Bind.Net[0]->Port, 1);
  EXPECT_EQ(Bind.Net[0]->Ok, Success::Zero);
  EXPECT_FALSE(Bind.ByNameOnly);
  EXPECT_TRUE(C.call("::std::bind").isEmpty());
  EXPECT_TRUE(C.call("::own::bind").isEmpty());
}

TEST(ApiLookup, VariantsOfTheCLibrary) {
  Code C(R"(
    int __sprintf_chk(char *, int, unsigned long, const char *, ...);
    long __isoc23_strtol(const char *, char **, int);
    int pthread_mutex_lock(void *);)",
         /*IsC=*/true);
  ASSERT_EQ(C.call("__sprintf_chk").Flow.size(), 1u);
  EXPECT_EQ(C.call("__sprintf_chk").Flow[0]->To, 0);
  EXPECT_EQ(C.call("__isoc23_strtol").Flow.size(), 1u);
  ASSERT_TRUE(C.call("pthread_mutex_lock").Lock);
  EXPECT_EQ(C.call("pthread_mutex_lock").Lock->Lock, 0);
}

TEST(ApiLookup, MethodOfADerivedClassInherits) {
  Code C(R"(
    class QMutex { public: virtual void lock(); };
    class Mine : public QMutex { public: void lock() override; };
    class QTcpServer { public: bool listen(int, unsigned short);
                       unsigned short serverPort() const; };
    class HttpD : public QTcpServer {};)");
  ASSERT_TRUE(C.call("Mine::lock").Lock);
  EXPECT_EQ(C.call("Mine::lock").Lock->Effect, LockEffect::Acquire);
  EXPECT_FALSE(C.call("Mine::lock").ByNameOnly);
  EXPECT_TRUE(C.record("Mine").IsLock);
  EXPECT_TRUE(C.record("HttpD").IsSocket);
}

TEST(ApiLookup, AnOverloadWithoutTheArgumentIsNotMeant) {
  Code C(R"(
    namespace boost { namespace asio { struct io_context {};
    namespace ip { class tcp { public: class endpoint {};
      class acceptor { public:
        explicit acceptor(io_context &);
        acceptor(io_context &, const endpoint &, bool = true);
        acceptor(io_context &, const tcp &);
        void listen(int = 128);
        endpoint local_endpoint() const; }; }; } } })");
  auto Constructor = [&](auto Parameters) -> const CallModel & {
    return C.rows().call(C.first<CXXConstructorDecl>(cxxConstructorDecl(
        ofClass(hasName("acceptor")), Parameters, unless(isImplicit()))));
  };
  EXPECT_TRUE(Constructor(parameterCountIs(1)).isEmpty());
  EXPECT_TRUE(Constructor(parameterCountIs(2)).isEmpty());
  const CallModel &Binding = Constructor(parameterCountIs(3));
  ASSERT_EQ(Binding.Net.size(), 1u);
  EXPECT_EQ(Binding.Net[0]->Port, 1);
  const CallModel &Learn = C.call("acceptor::local_endpoint");
  ASSERT_EQ(Learn.Net.size(), 1u);
  EXPECT_TRUE(Learn.Net[0]->IsAddress);
  EXPECT_TRUE(C.call("acceptor::listen").isEmpty()); // a known class
}

TEST(ApiLookup, KindOfTheParameterPicksTheOverload) {
  Code C(R"(
    class QHostAddress {}; enum BindMode { Shared };
    class QUdpSocket { public: bool bind(const QHostAddress &, unsigned short);
                               bool bind(unsigned short, BindMode); };)");
  auto Bind = [&](auto FirstType) {
    const CallModel &M = C.rows().call(C.first<FunctionDecl>(
        functionDecl(hasName("bind"), hasParameter(0, hasType(FirstType)))));
    EXPECT_EQ(M.Net.size(), 1u);
    return M.Net.front()->Port;
  };
  EXPECT_EQ(Bind(isInteger()), 0);
  EXPECT_EQ(Bind(references(cxxRecordDecl())), 1);
}

TEST(ApiLookup, VoidTellsNoFailure) {
  Code C(
      R"(namespace asio { namespace ip { class tcp { public: class endpoint {};
      class acceptor { public: void bind(const endpoint &); }; }; } })");
  ASSERT_EQ(C.call("acceptor::bind").Net.size(), 1u);
  EXPECT_EQ(C.call("acceptor::bind").Net[0]->Ok, Success::Always);
}

TEST(ApiLookup, Guards) {
  Code C(R"(
    namespace std { class mutex {};
      template <class M> class lock_guard { public: lock_guard(M &); };
      template <class M> class shared_lock { public: shared_lock(M &); }; }
    namespace folly { template <class T> class LockedPtr {}; }
    std::lock_guard<std::mutex> *A; std::shared_lock<std::mutex> *B;)");
  ASSERT_TRUE(C.record("lock_guard").Guard);
  EXPECT_FALSE(C.record("lock_guard").Guard->Shared);
  ASSERT_TRUE(C.record("shared_lock").Guard);
  EXPECT_TRUE(C.record("shared_lock").Guard->Shared);
  ASSERT_TRUE(C.record("LockedPtr").Guard);
  EXPECT_EQ(C.record("LockedPtr").Guard->Kind, GuardKind::Accessor);
  EXPECT_TRUE(C.record("mutex").IsLock);
}

//===----------------------------------------------------------------------===//
// Telling names
//===----------------------------------------------------------------------===//

struct PickCase {
  const char *Declaration;
  int Port; ///< NoSlot: it picks no port.
};

class PickPort : public testing::TestWithParam<PickCase> {};

TEST_P(PickPort, IsJudgedBySignature) {
  const PickCase &P = GetParam();
  Code C(std::string(R"(
    namespace std { class string {}; template <class T> class optional {};
      template <class T> class unique_ptr {}; template <class T> class vector {}; }
    struct Status { bool ok() const; }; class Socket {}; class Reservation {};
    struct SocketAddress {};)") +
         P.Declaration);
  const CallModel &M = C.rows().call(C.first<FunctionDecl>(functionDecl(
      hasAncestor(namespaceDecl(hasName("t"))), unless(isImplicit()))));
  if (P.Port == NoSlot) {
    EXPECT_TRUE(M.Net.empty()) << P.Declaration;
    return;
  }
  ASSERT_EQ(M.Net.size(), 1u) << P.Declaration;
  EXPECT_EQ(M.Net[0]->Effect, NetEffect::PickPort);
  EXPECT_EQ(M.Net[0]->Port, P.Port) << P.Declaration;
  EXPECT_TRUE(M.ByNameOnly);
}

INSTANTIATE_TEST_SUITE_P(
    Names, PickPort,
    testing::Values(
        PickCase{"namespace t { int getFreePort(); }", Result},
        PickCase{"namespace t { unsigned short find_free_port(int from); }",
                 Result},
        PickCase{"namespace t { int PickUnusedPortOrDie(); }", Result},
        PickCase{"namespace t { std::string getFreeTcpPort(); }", Result},
        PickCase{"namespace t { std::optional<int> nextAvailablePort(); }",
                 Result},
        PickCase{"namespace t { std::vector<int> getFreePorts(int n); }",
                 Result},
        PickCase{"namespace t { Status GetRandomPort(unsigned short *port); }",
                 0},
        PickCase{"namespace t { bool find_unused_port(int lo, int &out); }", 1},
        PickCase{"namespace t { struct P { static int ephemeral_port(); }; }",
                 Result},
        PickCase{"namespace t { bool isFreePort(int port); }", NoSlot},
        PickCase{"namespace t { bool getFreePort(); }", NoSlot},
        PickCase{"namespace t { void free_port(int port); }", NoSlot},
        PickCase{"namespace t { int free_port(int port); }", NoSlot},
        PickCase{"namespace t { int reserve_free_port(); }", NoSlot},
        PickCase{"namespace t { int find_free_port(Socket *sock); }", NoSlot},
        PickCase{"namespace t { int findFreePort(Socket &keep); }", NoSlot},
        PickCase{"namespace t { Reservation getFreePort(); }", NoSlot},
        PickCase{"namespace t { std::unique_ptr<Socket> freePortSocket(); }",
                 NoSlot},
        PickCase{"namespace t { int numFreePorts(); }", NoSlot},
        PickCase{"namespace t { std::string nextFreeSerialPort(); }", NoSlot},
        PickCase{"namespace t { int freeTransport(int id); }", NoSlot},
        PickCase{"namespace t { int getPort(); }", NoSlot},
        PickCase{"namespace t { class Server { int ephemeralPort() const; }; }",
                 NoSlot}));

TEST(ApiLookup, ADescriptorThatComesOutHoldsTheNumber) {
  Code C("int find_free_port(int *sock_fd);");
  const CallModel &M = C.rows().call(C.function("find_free_port"));
  ASSERT_EQ(M.Net.size(), 1u);
  EXPECT_EQ(M.Net[0]->Effect, NetEffect::LearnPort);
  EXPECT_EQ(M.Net[0]->Socket, 0);
  EXPECT_EQ(M.Net[0]->Port, Result);
}

TEST(ApiLookup, TellingSockets) {
  Code C(R"(
    namespace std { class error_code {}; }
    struct endpoint { unsigned short port() const; };
    class tcp_acceptor { public: void open(); std::error_code bind(endpoint);
      bool bind_to(const char *, int); endpoint local_endpoint() const;
      int listen(int backlog); void close(); };)");
  ASSERT_EQ(C.call("tcp_acceptor::bind").Net.size(), 1u);
  EXPECT_EQ(C.call("tcp_acceptor::bind").Net[0]->Ok, Success::Zero);
  EXPECT_TRUE(C.call("tcp_acceptor::bind").ByNameOnly);
  EXPECT_TRUE(C.call("tcp_acceptor::bind").HandOver.empty());
  EXPECT_EQ(C.call("tcp_acceptor::bind_to").Net[0]->Ok, Success::NonZero);
  ASSERT_EQ(C.call("tcp_acceptor::local_endpoint").Net.size(), 1u);
  EXPECT_TRUE(C.call("tcp_acceptor::local_endpoint").Net[0]->IsAddress);
  EXPECT_EQ(C.call("tcp_acceptor::close").Net[0]->Effect, NetEffect::Close);
  EXPECT_TRUE(C.record("tcp_acceptor").IsSocket);
  EXPECT_TRUE(C.rows().isPortGetter(C.function("endpoint::port")));
}

TEST(ApiLookup, TellingLocks) {
  Code C(R"(
    class SpinLock { public: void lock(); bool try_lock(); void unlock(); };
    class SteadyClock { public: void lock(); };
    class Block { public: void release(); };
    class RWLock { public: void ReadLock(); void ReadUnlock(); };
    class ReadGuard { public: explicit ReadGuard(RWLock &); };
    class Lock { public: explicit Lock(SpinLock &); };
    class CookieGuard { public: explicit CookieGuard(int); };
    template <class M> class ScopedLock { public: explicit ScopedLock(M &); };
    class MutexUnlock { public: explicit MutexUnlock(SpinLock &); };
    struct ctx; int my_mutex_lock(struct ctx *); int my_mutex_trylock(ctx *);)");
  ASSERT_TRUE(C.call("SpinLock::try_lock").Lock);
  EXPECT_EQ(C.call("SpinLock::try_lock").Lock->Held, Success::NonZero);
  EXPECT_FALSE(C.call("SteadyClock::lock").Lock);
  EXPECT_FALSE(C.call("Block::release").Lock);
  ASSERT_TRUE(C.call("RWLock::ReadLock").Lock);
  EXPECT_TRUE(C.call("RWLock::ReadLock").Lock->Shared);
  EXPECT_TRUE(C.record("RWLock").IsLock);
  ASSERT_TRUE(C.record("ReadGuard").Guard);
  EXPECT_TRUE(C.record("ReadGuard").Guard->Shared);
  ASSERT_TRUE(C.record("Lock").Guard);
  EXPECT_FALSE(C.record("Lock").IsLock);
  EXPECT_FALSE(C.record("CookieGuard").Guard);
  EXPECT_TRUE(C.record("ScopedLock").Guard);
  ASSERT_TRUE(C.record("MutexUnlock").Guard);
  EXPECT_EQ(C.record("MutexUnlock").Guard->Kind, GuardKind::Unlocks);
  ASSERT_TRUE(C.call("my_mutex_lock").Lock);
  ASSERT_TRUE(C.call("my_mutex_trylock").Lock);
  EXPECT_EQ(C.call("my_mutex_trylock").Lock->Held, Success::Zero);
}

TEST(ApiLookup, TellingServersAndClients) {
  Code C(R"(
    namespace client { class HttpServer { public: bool listen(const char *, int);
                                          void log(int); }; }
    struct ServerConfig {}; class RpcClient {}; class RpcServer {};
    class ClientListener {}; class ChildProcess {}; class Widget {};
    bool startTestServer(int port); bool waitForServerStart(int port);
    void onServerStarted(int port); void logServerStart(int port);)");
  auto Kind = [&](const char *Class) { return C.record(Class).HandOver->Kind; };
  EXPECT_EQ(Kind("HttpServer"), HandOverKind::Server);
  EXPECT_EQ(Kind("ServerConfig"), HandOverKind::ServerConfig);
  EXPECT_EQ(Kind("RpcClient"), HandOverKind::Client);
  EXPECT_EQ(Kind("RpcServer"), HandOverKind::Server);
  EXPECT_EQ(Kind("ClientListener"), HandOverKind::Server);
  EXPECT_EQ(Kind("ChildProcess"), HandOverKind::ChildArgument);
  EXPECT_FALSE(C.record("Widget").HandOver);
  ASSERT_EQ(C.call("HttpServer::listen").HandOver.size(), 1u);
  EXPECT_EQ(C.call("startTestServer").HandOver.size(), 1u);
  EXPECT_TRUE(C.call("waitForServerStart").HandOver.empty());
  EXPECT_TRUE(C.call("onServerStarted").HandOver.empty());
  EXPECT_TRUE(C.call("logServerStart").HandOver.empty());
  EXPECT_TRUE(C.call("logServerStart").Logs);
}

TEST(ApiLookup, TellingLogs) {
  Code C(R"(
    double log(double); void write_log(const char *); void LOG_INFO(const char *);
    const char *logFileName(); void catalog(int); void login(int);
    void die(const char *); void checkOrDie(int); int panic(int);)");
  EXPECT_FALSE(C.call("log").Logs);
  EXPECT_TRUE(C.call("write_log").Logs);
  EXPECT_TRUE(C.call("LOG_INFO").Logs);
  EXPECT_FALSE(C.call("logFileName").Logs);
  EXPECT_FALSE(C.call("catalog").Logs);
  EXPECT_FALSE(C.call("login").Logs);
  EXPECT_TRUE(C.call("die").NeverReturns);
  EXPECT_FALSE(C.call("checkOrDie").NeverReturns);
  EXPECT_FALSE(C.call("panic").NeverReturns);
}

TEST(ApiLookup, TheStandardLibraryIsKnownByRowsOnly) {
  Code C(R"(namespace std { class catalog_log {}; void write_log(int);
              class spin_lock { public: void lock(); }; })");
  EXPECT_TRUE(C.call("write_log").isEmpty());
  EXPECT_FALSE(C.record("spin_lock").IsLock);
}

TEST(ApiLookup, VocabulariesCountOnTheirClasses) {
  Code C(R"(namespace std {
              template <class T> struct atomic {
                T load() const; void store(T); T operator=(T);
                operator T() const; T fetch_add(T); };
              struct flags : atomic<int> {};
            }
            namespace phmap {
              struct NullMutex {}; struct Mutex {};
              template <class K, class M> struct parallel_flat_hash_set {
                bool contains(const K &) const; void clear(); };
            }
            struct Plain { int load() const; bool contains(int) const; };
            void use(std::atomic<int> &A, std::flags &F,
                     phmap::parallel_flat_hash_set<int, phmap::Mutex> &L,
                     phmap::parallel_flat_hash_set<int, phmap::NullMutex> &U);)");
  ASSERT_TRUE(C.call("atomic::load").Atomic);
  EXPECT_EQ(C.call("atomic::load").Atomic->Effect, AtomicEffect::Load);
  EXPECT_EQ(C.call("atomic::store").Atomic->Value, 0);
  EXPECT_EQ(C.call("atomic::fetch_add").Atomic->Effect, AtomicEffect::Update);
  EXPECT_FALSE(C.call("Plain::load").Atomic);
  EXPECT_FALSE(C.call("Plain::contains").Step);
}

TEST(ApiLookup, PortFields) {
  Code C(R"(struct sockaddr_in { int sin_family; unsigned short sin_port; };)");
  EXPECT_TRUE(C.rows().isPortField(C.field("sin_port")));
  EXPECT_FALSE(C.rows().isPortField(C.field("sin_family")));
}

//===----------------------------------------------------------------------===//
// The user's rows
//===----------------------------------------------------------------------===//

TEST(ApiLookup, TheUsersRowsComeFirst) {
  auto File = ModelFile::parse(R"(
locks:
  - {callee: my::Latch::enter, effect: acquire}
sockets:
  - {callee: "::bind", effect: connect, port: 1}
not-telling:
  - {name: "*getfreeport*"}
log-objects:
  - {name: conf}
)",
                               "models.yaml");
  ASSERT_TRUE(bool(File));
  Code C(R"(namespace my { class Latch { public: void enter(); }; }
            extern "C" int bind(int, const void *, unsigned);
            int getFreePort();)",
         /*IsC=*/false, File->get());
  ASSERT_TRUE(C.call("Latch::enter").Lock);
  ASSERT_EQ(C.call("bind").Net.size(), 1u);
  EXPECT_EQ(C.call("bind").Net[0]->Effect, NetEffect::Connect);
  EXPECT_TRUE(C.call("getFreePort").isEmpty());
  EXPECT_TRUE(C.rows().isLogObject("conf"));
  EXPECT_TRUE(C.rows().mayBegin("enter"));
}

} // namespace
