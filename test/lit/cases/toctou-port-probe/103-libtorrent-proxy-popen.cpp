// source: arvidn/libtorrent#8791 test/setup_transfer.cpp (find_available_port, start_proxy, start_web_server)
// An asio socket tries candidates and dies in its loop; the number becomes text of the command line of a python test server. After: the script listens on port 0 and prints what it got.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <unistd.h>

namespace boost { namespace system {
struct error_code {
	explicit operator bool() const;
	std::string message() const;
};
} // namespace system
namespace asio {
struct io_context {};
namespace ip {
struct address { static address from_string(char const* s); };
struct tcp {
	static tcp v4();
	struct endpoint { endpoint(address a, std::uint16_t port); };
	struct socket {
		explicit socket(io_context& ios);
		~socket();
		void open(tcp protocol, system::error_code& ec);
		void bind(endpoint ep, system::error_code& ec);
		void connect(endpoint ep, system::error_code& ec);
	};
};
} // namespace ip
} // namespace asio
} // namespace boost

namespace lt {
struct settings_pack {
	enum int_types { proxy_type, proxy_port, cache_size };
	enum str_types { proxy_hostname };
	void set_int(int name, int value);
	void set_str(int name, std::string value);
};
struct session { void apply_settings(settings_pack p); };
} // namespace lt

using boost::asio::ip::tcp;

namespace {

struct proxy_t { FILE* out; int type; };

std::map<int, proxy_t> running_proxies;
int g_test_idx = 0;

int find_available_port()
{
	boost::asio::io_context ios;
	auto const loopback = boost::asio::ip::address::from_string("127.0.0.1");
	int candidate = 2001 + (::getpid() + g_test_idx + std::rand()) % 60000;
	for (;; ++candidate)
	{
		boost::system::error_code ec;
		tcp::socket probe(ios);
		probe.open(tcp::v4(), ec);
		if (ec) return candidate;
		probe.bind(tcp::endpoint(loopback, std::uint16_t(candidate)), ec);
		if (!ec) return candidate;
	}
}

char const* auth_for(int type) { return type == 3 ? " --username testuser --password testpass" : ""; }

} // anonymous namespace

// returns the port, or -1
int start_proxy(int const type)
{
	for (auto const& p : running_proxies)
		if (p.second.type == type) return p.first;

	int const port = find_available_port();

	char buf[1024];
	std::snprintf(buf, sizeof(buf), "python3 ../socks.py --port %d%s", port, auth_for(type));
	std::printf("starting proxy on port %d\n", port);
	FILE* out = ::popen(buf, "r"); // EXPECT: toctou-port-probe
	if (out == nullptr)
	{
		std::printf("failed to run \"%s\"\n", buf);
		return -1;
	}
	running_proxies[port] = proxy_t{out, type};
	return port;
}

// After: the number is the first thing that the child says.
int start_proxy_reporting(int const type)
{
	std::string const cmd = std::string("python3 ../socks.py --port 0") + auth_for(type);
	FILE* out = ::popen(cmd.c_str(), "r");
	if (out == nullptr) return -1;
	int port = -1;
	if (std::fscanf(out, "listening on %d", &port) != 1)
	{
		::pclose(out);
		return -1;
	}
	running_proxies[port] = proxy_t{out, type};
	return port;
}

// The session is a client of the proxy.
void use_proxy(lt::session& ses, int const type)
{
	lt::settings_pack pack;
	pack.set_str(lt::settings_pack::proxy_hostname, "127.0.0.1");
	pack.set_int(lt::settings_pack::proxy_type, type);
	pack.set_int(lt::settings_pack::proxy_port, start_proxy_reporting(type));
	ses.apply_settings(pack);
}

// Asks a port that should refuse: connect only.
bool refuses_connection()
{
	int const port = find_available_port();
	boost::asio::io_context ios;
	boost::system::error_code ec;
	tcp::socket s(ios);
	s.open(tcp::v4(), ec);
	s.connect(tcp::endpoint(boost::asio::ip::address::from_string("127.0.0.1"), std::uint16_t(port)), ec);
	if (ec) std::printf("port %d: %s\n", port, ec.message().c_str());
	return bool(ec);
}
