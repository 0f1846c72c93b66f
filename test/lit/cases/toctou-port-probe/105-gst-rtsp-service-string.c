// source: GStreamer/gst-rtsp-server@de7be1c9 tests/check/gst/rtspserver.c (get_unused_port, start_server; bugzilla 710078 "racy behavior")
// A GSocket is bound to port 0 and closed; its number becomes the service string of the RTSP server. After: service "0", and the server says what it was bound to.
#include <stdio.h>
#include <stdlib.h>

typedef int gint;
typedef int gboolean;
typedef char gchar;
typedef unsigned int guint;
typedef unsigned short guint16;
typedef void *gpointer;
typedef struct _GError GError;
typedef struct _GSocket GSocket;
typedef struct _GInetAddress GInetAddress;
typedef struct _GSocketAddress GSocketAddress;
typedef struct _GInetSocketAddress GInetSocketAddress;
typedef struct _GMainContext GMainContext;
typedef enum { G_SOCKET_FAMILY_IPV4 = 2 } GSocketFamily;
typedef enum { G_SOCKET_TYPE_STREAM = 1, G_SOCKET_TYPE_DATAGRAM = 2 } GSocketType;
typedef enum { G_SOCKET_PROTOCOL_DEFAULT = 0 } GSocketProtocol;
#define FALSE 0
#define G_INET_SOCKET_ADDRESS(a) ((GInetSocketAddress *) (a))

GSocket *g_socket_new (GSocketFamily family, GSocketType type, GSocketProtocol protocol, GError ** error);
gboolean g_socket_bind (GSocket * socket, GSocketAddress * address, gboolean allow_reuse, GError ** error);
GSocketAddress *g_socket_get_local_address (GSocket * socket, GError ** error);
gboolean g_socket_close (GSocket * socket, GError ** error);
GInetAddress *g_inet_address_new_any (GSocketFamily family);
GSocketAddress *g_inet_socket_address_new (GInetAddress * address, guint16 port);
guint16 g_inet_socket_address_get_port (GInetSocketAddress * address);
void g_object_unref (gpointer object);
void g_free (gpointer mem);
gchar *g_strdup_printf (const gchar * format, ...);
const gchar *g_getenv (const gchar * variable);

typedef struct _GstRTSPServer GstRTSPServer;
typedef struct _GstRTSPConnection GstRTSPConnection;
typedef struct { gint min; gint max; } GstRTSPRange;
void gst_rtsp_server_set_service (GstRTSPServer * server, const gchar * service);
gint gst_rtsp_server_get_bound_port (GstRTSPServer * server);
guint gst_rtsp_server_attach (GstRTSPServer * server, GMainContext * context);
GstRTSPConnection *test_connection_open (const gchar * uri);
gint test_connection_setup (GstRTSPConnection * conn, const gchar * control, const gchar * transport);

static GstRTSPServer *server;
static gint test_port;
static guint source_id;

static GSocket *
bound_socket (GSocketType type, guint16 port, gint * bound_port)
{
  GSocket *sock = g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  GSocketAddress *addr = g_inet_socket_address_new (g_inet_address_new_any (G_SOCKET_FAMILY_IPV4), port);
  gboolean ok = sock != NULL && g_socket_bind (sock, addr, FALSE, NULL);

  g_object_unref (addr);
  if (!ok)
    return NULL;
  addr = g_socket_get_local_address (sock, NULL);
  *bound_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (addr));
  g_object_unref (addr);
  return sock;
}

static gint
get_unused_port (GSocketType type)
{
  gint port = -1;
  GSocket *sock = bound_socket (type, 0, &port);

  if (sock == NULL)
    return -1;
  g_socket_close (sock, NULL);
  g_object_unref (sock);
  return port;
}

/* Both sockets stay open in the caller: they are the ones that receive. */
static void
get_client_ports (GstRTSPRange * range, GSocket ** rtp, GSocket ** rtcp)
{
  gint next;

  for (;;) {
    *rtp = bound_socket (G_SOCKET_TYPE_DATAGRAM, 0, &range->min);
    if (*rtp != NULL && range->min % 2 == 0) {
      *rtcp = bound_socket (G_SOCKET_TYPE_DATAGRAM, (guint16) (range->min + 1), &next);
      if (*rtcp != NULL) {
        range->max = next;
        return;
      }
    }
    if (*rtp)
      g_object_unref (*rtp);
  }
}

void
start_server_before (void)
{
  gchar *service;

  test_port = get_unused_port (G_SOCKET_TYPE_STREAM);
  service = g_strdup_printf ("%d", test_port);
  gst_rtsp_server_set_service (server, service);        // EXPECT: toctou-port-probe
  g_free (service);
  source_id = gst_rtsp_server_attach (server, NULL);
  printf ("rtsp server listening on port %d\n", test_port);
}

void
start_server_after (void)
{
  gst_rtsp_server_set_service (server, "0");
  source_id = gst_rtsp_server_attach (server, NULL);
  test_port = gst_rtsp_server_get_bound_port (server);
  printf ("rtsp server listening on port %d\n", test_port);
}

/* The number is the user's. */
void
start_server_configured (void)
{
  const gchar *wanted = g_getenv ("RTSP_TEST_PORT");
  gchar *service = g_strdup_printf ("%d", wanted ? atoi (wanted) : 8554);

  gst_rtsp_server_set_service (server, service);
  g_free (service);
  source_id = gst_rtsp_server_attach (server, NULL);
}

/* Client side: the server's number in a URI, and the numbers of two live UDP sockets in a header. */
gint
setup_stream (const gchar * control)
{
  GstRTSPRange range;
  GSocket *rtp, *rtcp;
  gchar *uri = g_strdup_printf ("rtsp://127.0.0.1:%d/test", test_port);
  GstRTSPConnection *conn = test_connection_open (uri);
  gchar *transport;
  gint code;

  get_client_ports (&range, &rtp, &rtcp);
  transport = g_strdup_printf ("RTP/AVP;unicast;client_port=%d-%d", range.min, range.max);
  code = test_connection_setup (conn, control, transport);
  g_free (transport);
  g_object_unref (rtp);
  g_object_unref (rtcp);
  return code;
}
