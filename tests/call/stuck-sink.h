/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* A loudspeaker as of a sound server that hangs, refuses or breaks, in the place of the system's for the whole process. It
 * gives up to say nothing after so many seconds. */
#define STUCK_SINK_PATIENCE 30

/* After duo_call_init(), before any call. */
void stuck_sink_install (void);
/* Forgets everything: it says nothing until it may. */
void stuck_sink_begin (void);
void stuck_sink_answer (void);
/* What it answers; 0: that it may be used */
void stuck_sink_refuse (GstResourceError code);
/* Says nothing again to whoever opens it from now on. */
void stuck_sink_hang (void);
/* So many can be open at once, and who comes then is told that it is busy; 0: any number */
void stuck_sink_set_places (guint places);
/* Only the one of that name refuses; NULL: each */
void stuck_sink_refuse_only (const char *device);
/* What it is given it cannot play. Forgets what it has heard. */
void stuck_sink_set_breaks (gboolean breaks);

/* How often somebody has opened it, or wants to. */
guint stuck_sink_get_asked (void);
/* How often it was said to be busy for want of a place. */
guint stuck_sink_get_turned_away (void);
/* How often somebody was refused. */
guint stuck_sink_get_refused (void);
/* In buffers. */
guint stuck_sink_get_heard (void);
/* Nobody has waited longer than it does. */
void stuck_sink_assert_answered (void);

G_END_DECLS
