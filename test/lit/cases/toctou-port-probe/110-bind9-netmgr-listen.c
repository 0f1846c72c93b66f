// source: isc-projects/bind9@af257140e tests/isc/netmgr_common.c, tests/isc/udp_test.c (setup_ephemeral_port, setup_test)
// The setup binds a socket to ::1 port 0, keeps the whole address in a file-level variable and closes the socket; the test listens on that address. After: a fixed listening port outside the ephemeral range.
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef int isc_result_t;
#define ISC_R_SUCCESS 0
typedef struct isc_nm isc_nm_t;
typedef struct isc_nmsocket isc_nmsocket_t;
typedef void (*isc_nm_cb_t)(void *handle, isc_result_t result, void *arg);
typedef struct {
	union {
		struct sockaddr sa;
		struct sockaddr_in6 sin6;
	} type;
	unsigned int length;
} isc_sockaddr_t;

isc_result_t isc_nm_listenudp(isc_nm_t *mgr, unsigned int workers, isc_sockaddr_t *iface,
		 isc_nm_cb_t cb, void *arg, isc_nmsocket_t **sockp);
isc_result_t isc_nm_listentcp(isc_nm_t *mgr, unsigned int workers, isc_sockaddr_t *iface,
		 isc_nm_cb_t cb, void *arg, int backlog, isc_nmsocket_t **sockp);
void isc_nm_tcpconnect(isc_nm_t *mgr, isc_sockaddr_t *local, isc_sockaddr_t *peer,
		  isc_nm_cb_t cb, void *arg, unsigned int timeout);
void isc_nm_stoplistening(isc_nmsocket_t *sock);

#define FIXED_UDP_PORT 9153
#define T_CONNECT      30000

static unsigned int workers = 2;
static isc_sockaddr_t udp_listen_addr;
static isc_sockaddr_t tcp_connect_addr;

static void
isc_sockaddr_fromin6(isc_sockaddr_t *addr, const struct in6_addr *in6,
		     in_port_t port) {
	memset(addr, 0, sizeof(*addr));
	addr->type.sin6.sin6_family = AF_INET6;
	addr->type.sin6.sin6_addr = *in6;
	addr->type.sin6.sin6_port = htons(port);
	addr->length = sizeof(addr->type.sin6);
}

static int
setup_ephemeral_port(isc_sockaddr_t *addr, int type) {
	socklen_t addrlen = sizeof(addr->type.sin6);
	int on = 1;
	int fd;

	isc_sockaddr_fromin6(addr, &in6addr_loopback, 0);

	fd = socket(AF_INET6, type, 0);
	if (fd < 0) {
		perror("no probe socket");
		return -1;
	}
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
	if (bind(fd, &addr->type.sa, sizeof(addr->type.sin6)) != 0 ||
	    getsockname(fd, &addr->type.sa, &addrlen) != 0)
	{
		perror("no ephemeral port on ::1");
		close(fd);
		return -1;
	}
	return fd;
}

/* The harness runs this before each UDP test. */
int
setup_udp_test(void) {
	int udp_listen_sock = setup_ephemeral_port(&udp_listen_addr, SOCK_DGRAM);
	if (udp_listen_sock < 0)
		return -1;
	close(udp_listen_sock);
	return 0;
}

int
udp_listen_test(isc_nm_t *nm, isc_nm_cb_t cb) {
	isc_nmsocket_t *sock = NULL;
	isc_result_t result = isc_nm_listenudp(nm, workers, &udp_listen_addr, cb, NULL, &sock); // EXPECT: toctou-port-probe
	if (result != ISC_R_SUCCESS)
		return -1;
	isc_nm_stoplistening(sock);
	return 0;
}

int
tcp_listen_one(isc_nm_t *nm, isc_nm_cb_t cb) {
	isc_sockaddr_t listen_addr;
	isc_nmsocket_t *sock = NULL;
	int fd = setup_ephemeral_port(&listen_addr, SOCK_STREAM);

	if (fd < 0)
		return -1;
	close(fd);
	if (isc_nm_listentcp(nm, 1, &listen_addr, cb, NULL, 0, &sock) != 0) // EXPECT: toctou-port-probe
		return -1;
	isc_nm_stoplistening(sock);
	return 0;
}

/* SO_REUSEPORT: the reserving socket goes only when the listener has the number. */
int
tcp_listen_reserved(isc_nm_t *nm, isc_nm_cb_t cb) {
	isc_sockaddr_t listen_addr;
	isc_nmsocket_t *sock = NULL;
	isc_result_t result;
	int fd = setup_ephemeral_port(&listen_addr, SOCK_STREAM);

	if (fd < 0)
		return -1;
	result = isc_nm_listentcp(nm, 1, &listen_addr, cb, NULL, 0, &sock);
	close(fd);
	if (result == ISC_R_SUCCESS) {
		isc_nm_stoplistening(sock);
	}
	return result == ISC_R_SUCCESS ? 0 : -1;
}

/* After: a constant below the ephemeral range. */
int
udp_listen_fixed(isc_nm_t *nm, isc_nm_cb_t cb) {
	isc_sockaddr_t listen_addr;
	isc_nmsocket_t *sock = NULL;

	isc_sockaddr_fromin6(&listen_addr, &in6addr_loopback, FIXED_UDP_PORT);
	if (isc_nm_listenudp(nm, workers, &listen_addr, cb, NULL, &sock) != ISC_R_SUCCESS)
		return -1;
	isc_nm_stoplistening(sock);
	return 0;
}

/* Nobody listens on the number: the connection has to be refused. */
int
tcp_noresponse(isc_nm_t *nm, isc_nm_cb_t cb) {
	isc_sockaddr_t peer;
	int fd = setup_ephemeral_port(&peer, SOCK_STREAM);

	if (fd < 0)
		return -1;
	close(fd);
	isc_sockaddr_fromin6(&tcp_connect_addr, &in6addr_loopback, 0);
	isc_nm_tcpconnect(nm, &tcp_connect_addr, &peer, cb, NULL, T_CONNECT);
	return 0;
}
