/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A camera at the sound server of with-sound, until it or who began it is killed: camera NAME. It sees a white ball that
 * moves on black.
 *
 * As a camera of hardware does, it stays when whoever looks through it leaves, and goes on after all of its pictures lay
 * unread: GStreamer's own producer does neither (pipewiresink, PipeWire 1.4.2). */

#include <glib.h>
#include <pipewire/pipewire.h>
#include <signal.h>
#include <spa/param/video/format-utils.h>
#include <stdlib.h>
#include <sys/prctl.h>

#define WIDTH 640
#define HEIGHT 480
#define RATE 30
#define STRIDE (WIDTH * 2)
#define RADIUS 20
/* YUY2: a byte of light, and one of colour in turn. */
#define BLACK 16
#define WHITE 235
#define GREY 128

typedef struct
{
  struct pw_main_loop *loop;
  struct pw_stream *stream;
  struct spa_source *timer;
  guint64 seen;
} Camera;

static void
draw (Camera *self, guint8 *pixels)
{
  int across = WIDTH / 2 + 10 * (int) (self->seen % (2 * RADIUS)) - 10 * RADIUS, down = HEIGHT / 2;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        int far = (x - across) * (x - across) + (y - down) * (y - down);

        pixels[y * STRIDE + x * 2] = far < RADIUS * RADIUS ? WHITE : BLACK;
        pixels[y * STRIDE + x * 2 + 1] = GREY;
      }
}

static void
on_process (void *data)
{
  Camera *self = data;
  struct pw_buffer *buffer = pw_stream_dequeue_buffer (self->stream);
  struct spa_meta_header *header;
  struct spa_data *plane;

  /* Whoever looks is late. */
  if (buffer == NULL)
    return;
  plane = &buffer->buffer->datas[0];
  draw (self, plane->data);
  plane->chunk->offset = 0;
  plane->chunk->stride = STRIDE;
  plane->chunk->size = STRIDE * HEIGHT;
  header = spa_buffer_find_meta_data (buffer->buffer, SPA_META_Header, sizeof *header);
  if (header != NULL)
    {
      header->pts = (gint64) pw_stream_get_nsec (self->stream);
      header->seq = self->seen;
      header->flags = 0;
      header->dts_offset = 0;
    }
  self->seen++;
  pw_stream_queue_buffer (self->stream, buffer);
}

static void
on_tick (void *data, uint64_t expirations)
{
  pw_stream_trigger_process (((Camera *) data)->stream);
}

static void
on_state_changed (void *data, enum pw_stream_state old, enum pw_stream_state state, const char *problem)
{
  Camera *self = data;
  gboolean seen = state == PW_STREAM_STATE_STREAMING;
  struct timespec first = {0, seen ? 1 : 0}, next = {0, seen ? SPA_NSEC_PER_SEC / RATE : 0};

  if (state == PW_STREAM_STATE_ERROR)
    {
      g_printerr ("camera: %s\n", problem);
      exit (1);
    }
  pw_loop_update_timer (pw_main_loop_get_loop (self->loop), self->timer, &first, &next, FALSE);
}

static void
on_param_changed (void *data, uint32_t id, const struct spa_pod *param)
{
  Camera *self = data;
  guint8 space[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *params[2];

  if (param == NULL || id != SPA_PARAM_Format)
    return;
  params[0] = spa_pod_builder_add_object (
      &builder, SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers, SPA_PARAM_BUFFERS_buffers,
      SPA_POD_CHOICE_RANGE_Int (16, 2, 16), SPA_PARAM_BUFFERS_blocks, SPA_POD_Int (1), SPA_PARAM_BUFFERS_size,
      SPA_POD_Int (STRIDE * HEIGHT), SPA_PARAM_BUFFERS_stride, SPA_POD_Int (STRIDE));
  params[1] = spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta,
                                          SPA_PARAM_META_type, SPA_POD_Id (SPA_META_Header),
                                          SPA_PARAM_META_size, SPA_POD_Int (sizeof (struct spa_meta_header)));
  pw_stream_update_params (self->stream, params, G_N_ELEMENTS (params));
}

static const struct pw_stream_events EVENTS = {
    PW_VERSION_STREAM_EVENTS,
    .process = on_process,
    .state_changed = on_state_changed,
    .param_changed = on_param_changed,
};

static int
offer (Camera *self)
{
  guint8 space[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  struct spa_video_info_raw format = {
      .format = SPA_VIDEO_FORMAT_YUY2,
      .size = SPA_RECTANGLE (WIDTH, HEIGHT),
      .framerate = SPA_FRACTION (RATE, 1),
  };
  const struct spa_pod *params[] = {
      spa_format_video_raw_build (&builder, SPA_PARAM_EnumFormat, &format),
  };

  return pw_stream_connect (self->stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
                            PW_STREAM_FLAG_DRIVER | PW_STREAM_FLAG_MAP_BUFFERS, params,
                            G_N_ELEMENTS (params));
}

int
main (int argc, char *argv[])
{
  Camera self = {0};
  int status;

  if (argc != 2)
    g_error ("camera: one NAME is needed");
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  pw_init (NULL, NULL);
  self.loop = pw_main_loop_new (NULL);
  self.timer = pw_loop_add_timer (pw_main_loop_get_loop (self.loop), on_tick, &self);
  self.stream = pw_stream_new_simple (pw_main_loop_get_loop (self.loop), argv[1],
                                      pw_properties_new (PW_KEY_MEDIA_CLASS, "Video/Source",
                                                         PW_KEY_MEDIA_ROLE, "Camera", PW_KEY_NODE_NAME,
                                                         argv[1], PW_KEY_NODE_DESCRIPTION, argv[1], NULL),
                                      &EVENTS, &self);
  status = offer (&self);
  if (status < 0)
    g_error ("camera: %s", g_strerror (-status));
  pw_main_loop_run (self.loop);
  return 0;
}
