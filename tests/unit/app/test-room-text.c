/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "room/duo-chime.h"
#include "room/duo-room-text.h"
#include "room/duo-video-fit.h"

/* What the room says, and where its picture lies: all pure, so all tables. */

static const DuoTimeRange chat = {100 * 300, 103 * 300};

static void
test_scenes (void)
{
  static const struct
  {
    DuoCallState state;
    gboolean talked;
    DuoRoomScene scene;
    const char *title;
  } cases[] = {
      {DUO_CALL_IDLE, FALSE, DUO_ROOM_SCENE_PREPARING, "Getting ready"},
      {DUO_CALL_PREPARING, FALSE, DUO_ROOM_SCENE_PREPARING, "Getting ready"},
      {DUO_CALL_WAITING, FALSE, DUO_ROOM_SCENE_WAITING, "Ada has not joined yet"},
      {DUO_CALL_WAITING, TRUE, DUO_ROOM_SCENE_PEER_LEFT, "Ada has left"},
      {DUO_CALL_ASKING, FALSE, DUO_ROOM_SCENE_NEW_KEY, "Ada has a new key"},
      {DUO_CALL_NEGOTIATING, FALSE, DUO_ROOM_SCENE_CONNECTING, "Ada is here"},
      {DUO_CALL_NEGOTIATING, TRUE, DUO_ROOM_SCENE_CONNECTING, "Ada is here"},
      {DUO_CALL_VERIFYING, FALSE, DUO_ROOM_SCENE_VERIFYING, "Checking that it is Ada"},
      {DUO_CALL_TALKING, TRUE, DUO_ROOM_SCENE_TALKING, NULL},
      {DUO_CALL_RECONNECTING, TRUE, DUO_ROOM_SCENE_RECONNECTING, "The connection is interrupted"},
      {DUO_CALL_ENDED, TRUE, DUO_ROOM_SCENE_ENDED, NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DuoRoomScene scene = duo_room_scene (cases[i].state, cases[i].talked);
      g_autofree char *title = duo_room_scene_title (scene, "Ada");
      g_autofree char *body = duo_room_scene_body (scene, "Ada", "14:35", TRUE);

      g_assert_cmpint (scene, ==, cases[i].scene);
      g_assert_cmpstr (title, ==, cases[i].title);
      /* Nobody waits without a word. */
      g_assert_true ((title == NULL) == (body == NULL));
    }
}

static void
test_waiting_says_until_when (void)
{
  g_autofree char *waiting = duo_room_scene_body (DUO_ROOM_SCENE_WAITING, "Ada", "14:35", TRUE);
  g_autofree char *silent = duo_room_scene_body (DUO_ROOM_SCENE_WAITING, "Ada", "14:35", FALSE);
  g_autofree char *left = duo_room_scene_body (DUO_ROOM_SCENE_PEER_LEFT, "Ada", "14:35", TRUE);

  g_assert_cmpstr (waiting, ==, "You will hear a chime.\nThe room is open until 14:35.");
  g_assert_cmpstr (silent, ==, "The room is open until 14:35.");
  g_assert_cmpstr (left, ==, "Ada can come back until 14:35. You can wait here, or leave.");
}

static void
test_ended_says_what_to_do (void)
{
  static const struct
  {
    int code;
    const char *title;
    const char *advice;
  } cases[] = {
      {DUO_CALL_ERROR_UNVERIFIED, "Ada could not be verified", "tell the event’s organizer"},
      {DUO_CALL_ERROR_UNREACHABLE, "No connection to Ada", "join again"},
      {DUO_CALL_ERROR_PART, "The call has ended", "media system failed: made up\nJoin again"},
      {DUO_CALL_ERROR_PEER, "The call has ended", "Ada may need a newer app"},
      {DUO_CALL_ERROR_MISSING_PLUGIN, "The call has ended", "once it is installed"},
      {DUO_CALL_ERROR_NO_RELAY, "Your address cannot be hidden", "“Hide My Address” off"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, cases[i].code, "made up");
      g_autofree char *title = duo_room_ended_title (error, DUO_ROOM_END_OPEN, "Ada");
      g_autofree char *body = duo_room_ended_body (error, DUO_ROOM_END_OPEN, "Ada");

      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_nonnull (strstr (body, cases[i].advice));
      g_assert_nonnull (strchr (body, '\n'));
    }
}

static void
test_closed_room (void)
{
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "gone");
  g_autofree char *title = duo_room_ended_title (NULL, DUO_ROOM_END_TALKED, "Ada");
  g_autofree char *body = duo_room_ended_body (NULL, DUO_ROOM_END_TALKED, "Ada");
  g_autofree char *other_title = duo_room_ended_title (other, DUO_ROOM_END_TALKED, "Ada");

  g_assert_cmpstr (title, ==, "The room is closed");
  g_assert_cmpstr (body, ==, "You and Ada can find another time.");
  g_assert_cmpstr (other_title, ==, "The call has ended");
}

/* A room that is open was closed only for this device. */
static void
test_joined_elsewhere (void)
{
  g_autofree char *title = duo_room_ended_title (NULL, DUO_ROOM_END_OPEN | DUO_ROOM_END_TALKED, "Ada");
  g_autofree char *body = duo_room_ended_body (NULL, DUO_ROOM_END_OPEN | DUO_ROOM_END_TALKED, "Ada");

  g_assert_cmpstr (title, ==, "You joined on another device");
  g_assert_cmpstr (body, ==, "The chat with Ada goes on there. Join again to bring it back here.");
}

/* After talking nobody is told that no connection could be made. */
static void
test_lost_connection (void)
{
  g_autoptr (GError) error = g_error_new_literal (DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE, "gone");
  g_autofree char *title = duo_room_ended_title (error, DUO_ROOM_END_OPEN | DUO_ROOM_END_TALKED, "Ada");
  g_autofree char *body = duo_room_ended_body (error, DUO_ROOM_END_OPEN | DUO_ROOM_END_TALKED, "Ada");

  g_assert_cmpstr (title, ==, "The connection to Ada was lost");
  g_assert_cmpstr (body, ==,
                   "Ada may have left, or one of your networks is down.\n"
                   "You can join again while the room is open.");
}

/* Nobody is drawn back to where they went away from on purpose, or to somebody who may be somebody else. */
static void
test_return (void)
{
  static const struct
  {
    int code; /* -1: none */
    DuoRoomEnd end;
    DuoRoomReturn expected;
  } cases[] = {
      {-1, 0, DUO_ROOM_RETURN_NONE},
      {-1, DUO_ROOM_END_OPEN, DUO_ROOM_RETURN_OFFERED},
      {DUO_CALL_ERROR_UNVERIFIED, DUO_ROOM_END_OPEN | DUO_ROOM_END_TALKED, DUO_ROOM_RETURN_OFFERED},
      {DUO_CALL_ERROR_UNREACHABLE, DUO_ROOM_END_OPEN, DUO_ROOM_RETURN_SUGGESTED},
      {DUO_CALL_ERROR_UNREACHABLE, DUO_ROOM_END_TALKED, DUO_ROOM_RETURN_NONE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
          cases[i].code >= 0 ? g_error_new_literal (DUO_CALL_ERROR, cases[i].code, "why") : NULL;

      g_assert_cmpint (duo_room_ended_return (error, cases[i].end), ==, cases[i].expected);
    }
}

static void
test_times (void)
{
  static const struct
  {
    int since_start;
    const char *start;
    const char *left;
    const char *brief;
  } cases[] = {
      {-180, "Starts in 3 minutes", "Starts in 3 min", "In 3 min"},
      {-121, "Starts in 3 minutes", "Starts in 3 min", "In 3 min"},
      {-60, "Starts in 1 minute", "Starts in 1 min", "In 1 min"},
      {-1, "Starts in 1 minute", "Starts in 1 min", "In 1 min"},
      {0, "Starts now", "15 min left", "15 min"},
      {59, "Starts now", "14 min left", "14 min"},
      {60, "Started 1 minute ago", "14 min left", "14 min"},
      {780, "Started 13 minutes ago", "2 min left", "2 min"},
      {781, "Started 13 minutes ago", "\u20661:59\u2069 left", "\u20661:59\u2069"},
      {899, "Started 14 minutes ago", "\u20660:01\u2069 left", "\u20660:01\u2069"},
      {900, "Started 15 minutes ago", "Time is up", "Time is up"},
      {960, "Started 16 minutes ago", "1 min over", "1 min over"},
      {1100, "Started 18 minutes ago", "3 min over", "3 min over"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *start = duo_room_start_text (chat, chat.start + cases[i].since_start);
      g_autofree char *left = duo_room_left_text (chat, chat.start + cases[i].since_start, FALSE);
      g_autofree char *brief = duo_room_left_text (chat, chat.start + cases[i].since_start, TRUE);

      g_assert_cmpstr (start, ==, cases[i].start);
      g_assert_cmpstr (left, ==, cases[i].left);
      g_assert_cmpstr (brief, ==, cases[i].brief);
    }
}

static void
test_next (void)
{
  static const DuoTimeRange next = {1000 * 60, 1015 * 60};
  static const struct
  {
    gint64 now;
    const char *text;
  } cases[] = {
      {-300, "Your next chat, with Bo, begins in 5 min"},
      {-121, "Your next chat, with Bo, begins in 3 min"},
      {-1, "Your next chat, with Bo, begins in 1 min"},
      {0, "Your next chat, with Bo, has begun"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = duo_room_next_text ("Bo", next, next.start + cases[i].now);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_quality (void)
{
  for (int quality = DUO_CALL_QUALITY_UNKNOWN; quality <= DUO_CALL_QUALITY_LOST; quality++)
    {
      g_assert_nonnull (duo_room_quality_icon ((DuoCallQuality) quality));
      g_assert_cmpstr (duo_room_quality_text ((DuoCallQuality) quality), !=, "");
    }
  /* Bars alone only where nothing is wrong. */
  g_assert_null (duo_room_quality_brief (DUO_CALL_QUALITY_UNKNOWN));
  g_assert_null (duo_room_quality_brief (DUO_CALL_QUALITY_GOOD));
  g_assert_cmpstr (duo_room_quality_brief (DUO_CALL_QUALITY_FAIR), ==, "Fair");
  g_assert_cmpstr (duo_room_quality_brief (DUO_CALL_QUALITY_POOR), ==, "Poor");
  g_assert_cmpstr (duo_room_quality_brief (DUO_CALL_QUALITY_SOUND_ONLY), ==, "Sound only");
  g_assert_cmpstr (duo_room_quality_brief (DUO_CALL_QUALITY_LOST), ==, "Interrupted");
}

static void
test_quality_details (void)
{
  static const struct
  {
    DuoCallStats stats;
    const char *details;
  } cases[] = {
      {{.round_trip_ms = -1, .allowed_rate = 800000}, ""},
      {{.round_trip_ms = 38, .lost = 0.016, .allowed_rate = 800000}, "38 ms round trip, 2 % lost"},
      {{.round_trip_ms = 38, .lost = 0.016, .lost_here = 0.04},
       "38 ms round trip, 4 % lost\n"
       "No room for your picture now"},
      {{.round_trip_ms = 38, .allowed_rate = 300000, .sent = {640, 360, 19.6}, .received = {1280, 720, 30}},
       "38 ms round trip, 0 % lost\nYou send 640×360, 20 a second\nYou see 1280×720, 30 a second"},
      /* A camera that is off, and a picture that does not come. */
      {{.round_trip_ms = 38, .allowed_rate = 300000, .sent = {640, 360, 0}, .received = {1280, 720, 0}},
       "38 ms round trip, 0 % lost"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *details = duo_room_quality_details (&cases[i].stats);

      g_assert_cmpstr (details, ==, cases[i].details);
    }
}

static void
test_small_words (void)
{
  g_autofree char *code = duo_room_code_text ("R7K2MQ");
  g_autofree char *odd = duo_room_code_text ("R7K2");
  g_autofree char *spoken = duo_room_code_spoken ("R7K2MQ");
  g_autofree char *moment = duo_room_length_text (20);
  g_autofree char *one = duo_room_length_text (61);
  g_autofree char *more = duo_room_length_text (16 * 60 - 10);
  /* 11:01:40–11:03:05 are written "11:01–11:03". */
  g_autofree char *said = duo_room_talk_text (85, (DuoTimeRange) {100, 185});
  g_autofree char *less = duo_room_talk_text (20, (DuoTimeRange) {100, 119});
  g_autofree char *part = duo_room_talk_text (185, (DuoTimeRange) {0, 16 * 60});

  g_assert_cmpstr (code, ==, "R7K 2MQ");
  g_assert_cmpstr (odd, ==, "R7K2");
  g_assert_cmpstr (spoken, ==, "R, 7, K, 2, M, Q");
  g_assert_cmpstr (moment, ==, "less than a minute");
  g_assert_cmpstr (one, ==, "1 minute");
  g_assert_cmpstr (more, ==, "16 minutes");
  g_assert_null (said);
  g_assert_cmpstr (less, ==, "less than a minute");
  g_assert_cmpstr (part, ==, "about 3 minutes");
  g_assert_cmpstr (duo_room_answer_word (150), ==, "Good");
  g_assert_cmpstr (duo_room_answer_word (151), ==, "Slow");
  g_assert_false (duo_room_answer_is_good (-1));
}

/* Upright, where one's own picture would lie on the other's. */
static void
test_raise (void)
{
  static const struct
  {
    float height, inset, y;
  } rows[] = {
      {303.75f, 238, 106.25f},  /* as far as it must */
      {303.75f, 100, 172.125f}, /* not where nothing lies on it */
      {500, 238, 0},            /* and not out of the window */
      {648, 238, 0},
      {700, 238, -26}, /* what fills it stays in its middle */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      graphene_rect_t place = GRAPHENE_RECT_INIT (0, (648 - rows[i].height) / 2, 360, rows[i].height);

      place = duo_video_raise (place, 648, rows[i].inset);
      g_assert_cmpfloat_with_epsilon (place.origin.y, rows[i].y, 0.01);
    }
}

static void
test_fit (void)
{
  static const struct
  {
    double area[2];
    double picture[2];
    double largest_cut;
    float place[4];
  } cases[] = {
      /* The same shape fills. */
      {{1280, 720}, {640, 360}, DUO_VIDEO_FIT_LARGEST_CUT, {0, 0, 1280, 720}},
      /* 16:9 in 4:3: a quarter is cut away at the sides. */
      {{1200, 900}, {640, 360}, DUO_VIDEO_FIT_LARGEST_CUT, {-200, 0, 1600, 900}},
      /* Exactly a third may go… */
      {{600, 600}, {900, 600}, DUO_VIDEO_FIT_LARGEST_CUT, {-150, 0, 900, 600}},
      /* …and not a bit more: the rest is black above and below. */
      {{600, 600}, {910, 600}, DUO_VIDEO_FIT_LARGEST_CUT, {-150, 3.3f, 900, 593.4f}},
      /* Beside the panel, and upright. */
      {{920, 900}, {1280, 720}, DUO_VIDEO_FIT_LARGEST_CUT, {-230, 61.9f, 1380, 776.25f}},
      {{360, 648}, {640, 360}, DUO_VIDEO_FIT_LARGEST_CUT, {-90, 172.1f, 540, 303.75f}},
      /* A screen is shown whole. */
      {{920, 900}, {1280, 720}, 0, {0, 191.25f, 920, 517.5f}},
      /* A portrait camera in a wide window: nobody's head is cut off, unless that fills it. */
      {{480, 360}, {360, 360}, DUO_VIDEO_FIT_LARGEST_CUT, {0, -60, 480, 480}},
      {{1280, 720}, {360, 640}, DUO_VIDEO_FIT_LARGEST_CUT, {437.5f, 0, 405, 720}},
      /* One's own small picture covers, come what may. */
      {{112, 140}, {640, 360}, DUO_VIDEO_FIT_ANY_CUT, {-68.4f, 0, 248.9f, 140}},
      /* Nothing is known of the picture yet. */
      {{300, 200}, {0, 0}, DUO_VIDEO_FIT_LARGEST_CUT, {0, 0, 300, 200}},
      {{0, 0}, {640, 360}, DUO_VIDEO_FIT_LARGEST_CUT, {0, 0, 0, 0}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      graphene_rect_t place = duo_video_fit (cases[i].area[0], cases[i].area[1], cases[i].picture[0],
                                             cases[i].picture[1], cases[i].largest_cut);

      g_assert_cmpfloat_with_epsilon (place.origin.x, cases[i].place[0], 0.1);
      g_assert_cmpfloat_with_epsilon (place.origin.y, cases[i].place[1], 0.1);
      g_assert_cmpfloat_with_epsilon (place.size.width, cases[i].place[2], 0.1);
      g_assert_cmpfloat_with_epsilon (place.size.height, cases[i].place[3], 0.1);
    }
}

static void
test_chime_is_soft (void)
{
  g_autoptr (GBytes) sound = duo_chime_render (48000);
  gsize size;
  const gint16 *samples = g_bytes_get_data (sound, &size);
  gsize n_samples = size / sizeof (gint16);
  int loudest = 0;

  for (gsize i = 0; i < n_samples; i++)
    loudest = MAX (loudest, ABS ((int) samples[i]));
  /* It is heard, does not clip, and neither begins nor ends with a click. */
  g_assert_cmpint (loudest, >, G_MAXINT16 / 5);
  g_assert_cmpint (loudest, <, G_MAXINT16 * 2 / 3);
  g_assert_cmpint (samples[0], ==, 0);
  g_assert_cmpint (ABS ((int) samples[n_samples - 1]), <, G_MAXINT16 / 50);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room/text/scenes", test_scenes);
  g_test_add_func ("/room/text/waiting-says-until-when", test_waiting_says_until_when);
  g_test_add_func ("/room/text/ended-says-what-to-do", test_ended_says_what_to_do);
  g_test_add_func ("/room/text/closed-room", test_closed_room);
  g_test_add_func ("/room/text/joined-elsewhere", test_joined_elsewhere);
  g_test_add_func ("/room/text/lost-connection", test_lost_connection);
  g_test_add_func ("/room/text/return", test_return);
  g_test_add_func ("/room/text/times", test_times);
  g_test_add_func ("/room/text/next", test_next);
  g_test_add_func ("/room/text/quality", test_quality);
  g_test_add_func ("/room/text/quality-details", test_quality_details);
  g_test_add_func ("/room/text/small-words", test_small_words);
  g_test_add_func ("/room/video/fit", test_fit);
  g_test_add_func ("/room/video/raise", test_raise);
  g_test_add_func ("/room/chime/is-soft", test_chime_is_soft);
  return g_test_run ();
}
