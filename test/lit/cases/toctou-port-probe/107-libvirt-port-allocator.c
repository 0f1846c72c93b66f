// source: libvirt/libvirt@ba196952f57f src/qemu/qemu_driver.c (qemudNextFreeVNCPort), later src/util/virportallocator.c; libvir-list 2016-August/135752 names the window that stays
// The first port on which bind() succeeds is taken, the socket closed, and QEMU gets the number as "-vnc HOST:N". The bitmap only keeps libvirt itself from giving it out twice.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define VNC_PORT_MIN 5900
#define VNC_PORT_MAX 6099

typedef struct _virCommand virCommand;
virCommand *virCommandNew(const char *binary);
void virCommandAddArg(virCommand *cmd, const char *val);
void virCommandAddArgFormat(virCommand *cmd, const char *format, ...) __attribute__((format(printf, 2, 3)));
void virCommandPassFD(virCommand *cmd, int fd, unsigned int flags);
int virCommandRunAsync(virCommand *cmd, pid_t *pid);
void virCommandFree(virCommand *cmd);
void virReportError(const char *format, ...) __attribute__((format(printf, 1, 2)));

typedef struct {
    unsigned char taken[VNC_PORT_MAX - VNC_PORT_MIN + 1];
} virPortAllocator;

typedef struct {
    const char *listen;
    bool autoport;
    int port; /* from the domain XML, unless autoport */
} virGraphicsDef;

static struct sockaddr_in virSockAddr(in_addr_t ip, int port)
{
    return (struct sockaddr_in) { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = { htonl(ip) } };
}

static int virPortAllocatorAcquire(virPortAllocator *pa, unsigned short *port)
{
    int i;

    for (i = VNC_PORT_MIN; i <= VNC_PORT_MAX; i++) {
        struct sockaddr_in addr;
        int fd, rc;

        if (pa->taken[i - VNC_PORT_MIN])
            continue;
        if ((fd = socket(PF_INET, SOCK_STREAM, 0)) < 0)
            return -1;
        addr = virSockAddr(INADDR_ANY, i);
        rc = bind(fd, (struct sockaddr *) &addr, sizeof(addr));
        close(fd);
        if (rc == 0) {
            pa->taken[i - VNC_PORT_MIN] = 1;
            *port = i;
            return 0;
        }
    }
    virReportError("unable to find an unused port in %d-%d", VNC_PORT_MIN, VNC_PORT_MAX);
    return -1;
}

/* Returns a listening socket; the number that it has goes to *port. */
static int virListenAny(unsigned short *port)
{
    struct sockaddr_in addr;
    socklen_t len = sizeof(addr);
    int fd = socket(PF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    addr = virSockAddr(INADDR_LOOPBACK, 0);
    if (bind(fd, (struct sockaddr *) &addr, sizeof(addr)) < 0 ||
        listen(fd, 1) < 0 ||
        getsockname(fd, (struct sockaddr *) &addr, &len) < 0) {
        close(fd);
        return -1;
    }
    *port = ntohs(addr.sin_port);
    return fd;
}

int qemuStartAutoport(virPortAllocator *pa, const virGraphicsDef *gfx, pid_t *pid)
{
    unsigned short port = 0;
    virCommand *cmd = virCommandNew("/usr/bin/qemu-system-x86_64");
    int ret;

    if (virPortAllocatorAcquire(pa, &port) < 0)
        return -1;
    virCommandAddArg(cmd, "-vnc");
    virCommandAddArgFormat(cmd, "%s:%d", gfx->listen, port - VNC_PORT_MIN); // EXPECT: toctou-port-probe
    if ((ret = virCommandRunAsync(cmd, pid)) < 0) {
        virReportError("qemu did not start, port %u is given back", port);
        pa->taken[port - VNC_PORT_MIN] = 0;
    }
    virCommandFree(cmd);
    return ret;
}

/* The administrator wrote this number into the domain. */
int qemuStartConfigured(const virGraphicsDef *gfx, pid_t *pid)
{
    virCommand *cmd = virCommandNew("/usr/bin/qemu-system-x86_64");
    int ret;

    if (gfx->autoport || gfx->port < VNC_PORT_MIN)
        return -1;
    virCommandAddArg(cmd, "-vnc");
    virCommandAddArgFormat(cmd, "%s:%d", gfx->listen, gfx->port - VNC_PORT_MIN);
    ret = virCommandRunAsync(cmd, pid);
    virCommandFree(cmd);
    return ret;
}

/* QEMU inherits the listening socket, and the number is for people. */
int qemuStartPassedSocket(pid_t *pid, unsigned short *monitor_port)
{
    virCommand *cmd = virCommandNew("/usr/bin/qemu-system-x86_64");
    int fd = virListenAny(monitor_port);
    int ret;

    if (fd < 0)
        return -1;
    virCommandPassFD(cmd, fd, 1);
    virCommandAddArg(cmd, "-chardev");
    virCommandAddArgFormat(cmd, "socket,id=mon,server=on,wait=off,fd=%d", fd);
    ret = virCommandRunAsync(cmd, pid);
    printf("monitor on 127.0.0.1:%u\n", *monitor_port);
    virCommandFree(cmd);
    return ret;
}

/* We listen, and QEMU connects to the live socket: fd goes back to the caller. */
int qemuStartConnectBack(pid_t *pid)
{
    unsigned short port = 0;
    virCommand *cmd = virCommandNew("/usr/bin/qemu-system-x86_64");
    int fd = virListenAny(&port);

    if (fd < 0)
        return -1;
    virCommandAddArg(cmd, "-serial");
    virCommandAddArgFormat(cmd, "tcp:127.0.0.1:%u", port);
    if (virCommandRunAsync(cmd, pid) < 0) {
        close(fd);
        fd = -1;
    }
    virCommandFree(cmd);
    return fd;
}
