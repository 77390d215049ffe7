/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DUO_DELAY_STEADY,
  DUO_DELAY_GROWING,   /* a queue fills: more is sent than the path carries */
  DUO_DELAY_SHRINKING, /* it drains */
} DuoDelay;

/**
 * DuoDelayTrend:
 *
 * Whether a queue fills somewhere on the way, from when packets left and when they came: a line through the latest
 * one-way delays, whose slope is held against a threshold that follows the path's own noise
 * (draft-ietf-rmcat-gcc-02 §5.2 to §5.4, with a trendline in place of the Kalman filter).
 *
 *     delay │        ∕ ∙     one point for each burst (a picture, a sample of sound): its first packet, since
 *           │   ∙ ∙∕ ∙       we do not pace, and a large picture must not look like a queue
 *           │∙ ∙∙∕∙
 *           └────────▶ arrival
 *
 * The two clocks need not agree. Pure: time comes with the calls, in µs.
 */
typedef struct _DuoDelayTrend DuoDelayTrend;

DuoDelayTrend *duo_delay_trend_new (void);
void duo_delay_trend_free (DuoDelayTrend *self);

/* In the order of sending; what comes out of it is passed over. @sent by our clock, @arrived by the peer's */
void duo_delay_trend_add (DuoDelayTrend *self, gint64 sent, gint64 arrived);
DuoDelay duo_delay_trend_get (DuoDelayTrend *self);
/* µs that the latest bursts have all waited longer than the quickest of the last half minute. */
gint64 duo_delay_trend_get_queue (DuoDelayTrend *self);
/* They do not wait: the way has become longer by so much. */
void duo_delay_trend_accept (DuoDelayTrend *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoDelayTrend, duo_delay_trend_free)

G_END_DECLS
