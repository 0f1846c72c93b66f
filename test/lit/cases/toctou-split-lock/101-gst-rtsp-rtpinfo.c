// source: GStreamer/gstreamer@7edaa6ca201c1fb2e03a0f6ddebd3642685935a6 gst/rtsp-server/rtsp-stream.c gst_rtsp_stream_get_rtpinfo
// Sequence number and RTP time of one payloader were fetched as two properties (here: two locking getters); a packet
// pushed in between makes a RTP-Info pair that never existed. Fixed by one "stats" property that holds both.
#include <stdint.h>
#include <stdlib.h>

typedef struct _GMutex {
  void *p;
  unsigned int i[2];
} GMutex;
void g_mutex_init(GMutex *mutex);
void g_mutex_lock(GMutex *mutex);
void g_mutex_unlock(GMutex *mutex);
void g_debug(const char *format, ...);

typedef struct {
  GMutex lock;
  uint16_t seqnum;
  uint32_t timestamp;
  uint32_t clock_rate; /* fixed when the payloader is made */
} Payloader;

typedef struct {
  uint16_t seq;
  uint32_t rtptime;
} RtpInfo;

typedef struct {
  GMutex lock; /* guards the fields of the stream, the payloader has its own */
  Payloader *payloader;
  unsigned n_transports;
} Stream;

Payloader *payloader_new(uint32_t clock_rate) {
  Payloader *self = calloc(1, sizeof *self);

  if (self == NULL)
    return NULL;
  g_mutex_init(&self->lock);
  self->clock_rate = clock_rate;
  return self;
}

/* streaming thread */
void payloader_push(Payloader *self, uint32_t duration) {
  g_mutex_lock(&self->lock);
  self->seqnum++;
  self->timestamp += duration;
  g_mutex_unlock(&self->lock);
}

uint16_t payloader_get_seqnum(Payloader *self) {
  uint16_t seqnum;

  g_mutex_lock(&self->lock);
  seqnum = self->seqnum;
  g_mutex_unlock(&self->lock);
  return seqnum;
}

uint32_t payloader_get_timestamp(Payloader *self) {
  uint32_t timestamp;

  g_mutex_lock(&self->lock);
  timestamp = self->timestamp;
  g_mutex_unlock(&self->lock);
  return timestamp;
}

void payloader_get_stats(Payloader *self, RtpInfo *info) {
  g_mutex_lock(&self->lock);
  info->seq = self->seqnum;
  info->rtptime = self->timestamp;
  g_mutex_unlock(&self->lock);
}

RtpInfo payloader_rtpinfo(Payloader *pay) {
  RtpInfo info;

  info.seq = payloader_get_seqnum(pay);
  info.rtptime = payloader_get_timestamp(pay); // EXPECT: toctou-split-lock
  return info;
}

/* The shape of the real function: another object's lock is held over both reads. Whether the streaming thread
   takes it as well is not in sight: silent, see docs/limits.md. */
int stream_get_rtpinfo(Stream *stream, RtpInfo *out) {
  uint16_t seq;
  uint32_t rtptime;

  g_mutex_lock(&stream->lock);
  if (stream->n_transports == 0) {
    g_mutex_unlock(&stream->lock);
    return 0;
  }
  seq = payloader_get_seqnum(stream->payloader);
  rtptime = payloader_get_timestamp(stream->payloader);
  out->seq = seq;
  out->rtptime = rtptime;
  g_mutex_unlock(&stream->lock);
  return 1;
}

int stream_get_rtpinfo_fixed(Stream *stream, RtpInfo *out) {
  g_mutex_lock(&stream->lock);
  if (stream->n_transports == 0) {
    g_mutex_unlock(&stream->lock);
    return 0;
  }
  payloader_get_stats(stream->payloader, out);
  g_mutex_unlock(&stream->lock);
  return 1;
}

/* The clock rate never changes, so there is no pair to tear. */
uint32_t payloader_seconds(Payloader *pay) {
  uint32_t rate = pay->clock_rate;

  return rate ? payloader_get_timestamp(pay) / rate : 0;
}

/* Two payloaders run on clocks of their own. */
int64_t stream_skew(Payloader *audio, Payloader *video) {
  uint32_t a = payloader_get_timestamp(audio);
  uint32_t v = payloader_get_timestamp(video);

  return (int64_t)a - (int64_t)v;
}

void payloader_trace(Payloader *pay) {
  g_debug("seqnum %u, rtptime %u", payloader_get_seqnum(pay), payloader_get_timestamp(pay));
}
