/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-room-text.h"

#include <glib/gi18n.h>

#include "shell/duo-sentence.h"
#include "shell/duo-text.h"

#define MINUTE 60
#define GOOD_ANSWER_MS 150

DuoRoomScene
duo_room_scene (DuoCallState state, gboolean talked)
{
  switch (state)
    {
    case DUO_CALL_WAITING:
      return talked ? DUO_ROOM_SCENE_PEER_LEFT : DUO_ROOM_SCENE_WAITING;
    case DUO_CALL_ASKING:
      return DUO_ROOM_SCENE_NEW_KEY;
    case DUO_CALL_NEGOTIATING:
      return DUO_ROOM_SCENE_CONNECTING;
    case DUO_CALL_VERIFYING:
      return DUO_ROOM_SCENE_VERIFYING;
    case DUO_CALL_TALKING:
      return DUO_ROOM_SCENE_TALKING;
    case DUO_CALL_RECONNECTING:
      return DUO_ROOM_SCENE_RECONNECTING;
    case DUO_CALL_ENDED:
      return DUO_ROOM_SCENE_ENDED;
    case DUO_CALL_IDLE:
    case DUO_CALL_PREPARING:
    default:
      return DUO_ROOM_SCENE_PREPARING;
    }
}

char *
duo_room_scene_title (DuoRoomScene scene, const char *first_name)
{
  switch (scene)
    {
    case DUO_ROOM_SCENE_WAITING:
      return g_strdup_printf (_ ("%s has not joined yet"), first_name);
    case DUO_ROOM_SCENE_PEER_LEFT:
      return g_strdup_printf (_ ("%s has left"), first_name);
    case DUO_ROOM_SCENE_NEW_KEY:
      return g_strdup_printf (_ ("%s has a new key"), first_name);
    case DUO_ROOM_SCENE_CONNECTING:
      return g_strdup_printf (_ ("%s is here"), first_name);
    case DUO_ROOM_SCENE_VERIFYING:
      return g_strdup_printf (_ ("Checking that it is %s"), first_name);
    case DUO_ROOM_SCENE_RECONNECTING:
      return g_strdup (_ ("The connection is interrupted"));
    case DUO_ROOM_SCENE_PREPARING:
      return g_strdup (_ ("Getting ready"));
    case DUO_ROOM_SCENE_TALKING:
    case DUO_ROOM_SCENE_ENDED:
    default:
      return NULL;
    }
}

char *
duo_room_scene_body (DuoRoomScene scene, const char *first_name, const char *closes, gboolean chimes)
{
  switch (scene)
    {
    case DUO_ROOM_SCENE_WAITING:
      return g_strdup_printf (chimes ? _ ("You will hear a chime.\nThe room is open until %s.")
                                     : _ ("The room is open until %s."),
                              closes);
    case DUO_ROOM_SCENE_PEER_LEFT:
      return g_strdup_printf (_ ("%s can come back until %s. You can wait here, or leave."), first_name,
                              closes);
    case DUO_ROOM_SCENE_NEW_KEY:
      return g_strdup_printf (
          _ ("It is not the one from your last chat. %s may have a new device, or somebody else may "
             "be in the room. Nothing is sent until you continue; then read each other the code "
             "at the top."),
          first_name);
    case DUO_ROOM_SCENE_CONNECTING:
      return g_strdup (_ ("Connecting…"));
    case DUO_ROOM_SCENE_VERIFYING:
      return g_strdup (_ ("No picture or sound is sent until then."));
    case DUO_ROOM_SCENE_RECONNECTING:
      return g_strdup_printf (_ ("Trying to reach %s again…"), first_name);
    case DUO_ROOM_SCENE_PREPARING:
      return g_strdup (_ ("Entering the room…"));
    case DUO_ROOM_SCENE_TALKING:
    case DUO_ROOM_SCENE_ENDED:
    default:
      return NULL;
    }
}

/* The service closes a room that is open only for a device whose place another one of the same person took. */
static gboolean
is_elsewhere (const GError *error, DuoRoomEnd end)
{
  return error == NULL && (end & DUO_ROOM_END_OPEN) != 0;
}

static gboolean
is_lost (const GError *error, DuoRoomEnd end)
{
  return g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE) &&
         (end & DUO_ROOM_END_TALKED) != 0;
}

char *
duo_room_ended_title (const GError *error, DuoRoomEnd end, const char *first_name)
{
  if (is_elsewhere (error, end))
    return g_strdup (_ ("You joined on another device"));
  if (error == NULL)
    return g_strdup (_ ("The room is closed"));
  if (g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED))
    return g_strdup_printf (_ ("%s could not be verified"), first_name);
  if (g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_NO_RELAY))
    return g_strdup (_ ("Your address cannot be hidden"));
  if (is_lost (error, end))
    return g_strdup_printf (_ ("The connection to %s was lost"), first_name);
  if (g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNREACHABLE))
    return g_strdup_printf (_ ("No connection to %s"), first_name);

  return g_strdup (_ ("The call has ended"));
}

DuoRoomReturn
duo_room_ended_return (const GError *error, DuoRoomEnd end)
{
  if ((end & DUO_ROOM_END_OPEN) == 0)
    return DUO_ROOM_RETURN_NONE;
  if (is_elsewhere (error, end) || g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED))
    return DUO_ROOM_RETURN_OFFERED;

  return DUO_ROOM_RETURN_SUGGESTED;
}

static char *
ended_advice (const GError *error, const char *first_name)
{
  if (error == NULL)
    return g_strdup_printf (_ ("You and %s can find another time."), first_name);
  if (error->domain != DUO_CALL_ERROR)
    return g_strdup (_ ("You can join again while the room is open."));

  switch (error->code)
    {
    case DUO_CALL_ERROR_UNVERIFIED:
      return g_strdup (_ ("Join again; if this happens again, tell the event’s organizer."));
    case DUO_CALL_ERROR_PART:
      return g_strdup (_ ("Join again; if this happens again, tell whoever looks after this computer."));
    case DUO_CALL_ERROR_MISSING_PLUGIN:
      return g_strdup (_ ("Calls work once it is installed."));
    case DUO_CALL_ERROR_NO_RELAY:
      return g_strdup (_ ("To talk anyway turn “Hide My Address” off in the preferences, then join again."));
    case DUO_CALL_ERROR_PEER:
      return g_strdup_printf (_ ("Join again; if it does not help, %s may need a newer app."), first_name);
    case DUO_CALL_ERROR_UNREACHABLE:
    default:
      return g_strdup (_ ("You can join again while the room is open."));
    }
}

char *
duo_room_ended_body (const GError *error, DuoRoomEnd end, const char *first_name)
{
  g_autofree char *advice = ended_advice (error, first_name);
  g_autofree char *sentence = NULL;

  if (is_elsewhere (error, end))
    return g_strdup_printf (_ ("The chat with %s goes on there. Join again to bring it back here."),
                            first_name);
  if (g_error_matches (error, DUO_CALL_ERROR, DUO_CALL_ERROR_UNVERIFIED) && (end & DUO_ROOM_END_TALKED) != 0)
    sentence = g_strdup_printf (_ ("Somebody may stand between you and %s, so the call was ended. Whoever it "
                                   "is may have seen and heard you both."),
                                first_name);
  else if (is_lost (error, end))
    sentence = g_strdup_printf (_ ("%s may have left, or one of your networks is down."), first_name);
  else if (error != NULL)
    sentence = duo_sentence_for_error (error);

  if (sentence == NULL)
    return g_steal_pointer (&advice);

  return g_strdup_printf ("%s\n%s", sentence, advice);
}

char *
duo_room_code_text (const char *code)
{
  if (strlen (code) != 6)
    return g_strdup (code);

  return g_strdup_printf ("%.3s %s", code, code + 3);
}

char *
duo_room_trust_text (DuoKeyTrust trust, const char *first_name)
{
  switch (trust)
    {
    case DUO_KEY_TRUST_NEW:
      return g_strdup_printf (_ ("You have not talked to %s from this device before. Compare the code."),
                              first_name);
    case DUO_KEY_TRUST_KNOWN:
      return g_strdup_printf (_ ("%s is on a device that you know."), first_name);
    case DUO_KEY_TRUST_VOUCHED:
      return g_strdup_printf (_ ("%s is on a new device, confirmed by an older one of theirs."), first_name);
    case DUO_KEY_TRUST_AGREED:
      return g_strdup_printf (_ ("%s has a new key. Compare the code: until you say that it is the same, the "
                                 "key is good for this call only."),
                              first_name);
    case DUO_KEY_TRUST_NONE:
    default:
      return g_strdup ("");
    }
}

char *
duo_room_code_spoken (const char *code)
{
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (const char *letter = code; *letter != '\0'; letter++)
    g_string_append_printf (spoken, letter == code ? "%c" : ", %c", *letter);

  return g_string_free_and_steal (g_steal_pointer (&spoken));
}

/* Started minutes count whole, so that nothing is ever "in 0 min". */
static int
minutes_until (gint64 moment, gint64 now)
{
  return (int) ((moment - now + MINUTE - 1) / MINUTE);
}

char *
duo_room_start_text (DuoTimeRange chat, gint64 now)
{
  int ahead = minutes_until (chat.start, now);
  int since = (int) ((now - chat.start) / MINUTE);

  if (now < chat.start)
    return g_strdup_printf (ngettext ("Starts in %d minute", "Starts in %d minutes", ahead), ahead);
  if (since == 0)
    return g_strdup (_ ("Starts now"));

  return g_strdup_printf (ngettext ("Started %d minute ago", "Started %d minutes ago", since), since);
}

char *
duo_room_left_text (DuoTimeRange chat, gint64 now, gboolean brief)
{
  g_autofree char *left = NULL;

  if (now < chat.start)
    /* TRANSLATORS: the second one stands where there is little room */
    return g_strdup_printf (brief ? _ ("In %d min") : _ ("Starts in %d min"),
                            minutes_until (chat.start, now));
  if (now >= chat.end && now - chat.end < MINUTE)
    return g_strdup (_ ("Time is up"));
  if (now >= chat.end)
    return g_strdup_printf (_ ("%d min over"), (int) ((now - chat.end) / MINUTE));

  left = duo_text_left (chat.end, now);
  if (brief)
    return g_steal_pointer (&left);

  /* TRANSLATORS: How much of the chat is left: "11 min left", "1:59 left" */
  return g_strdup_printf (_ ("%s left"), left);
}

char *
duo_room_next_text (const char *first_name, DuoTimeRange next, gint64 now)
{
  if (now >= next.start)
    return g_strdup_printf (_ ("Your next chat, with %s, has begun"), first_name);

  return g_strdup_printf (_ ("Your next chat, with %s, begins in %d min"), first_name,
                          minutes_until (next.start, now));
}

const char *
duo_room_quality_icon (DuoCallQuality quality)
{
  static const char *const icons[] = {
      [DUO_CALL_QUALITY_UNKNOWN] = "network-cellular-signal-none-symbolic",
      [DUO_CALL_QUALITY_GOOD] = "network-cellular-signal-excellent-symbolic",
      [DUO_CALL_QUALITY_FAIR] = "network-cellular-signal-ok-symbolic",
      [DUO_CALL_QUALITY_POOR] = "network-cellular-signal-weak-symbolic",
      [DUO_CALL_QUALITY_SOUND_ONLY] = "network-cellular-signal-weak-symbolic",
      [DUO_CALL_QUALITY_LOST] = "network-cellular-signal-none-symbolic",
  };

  return icons[quality];
}

const char *
duo_room_quality_text (DuoCallQuality quality)
{
  switch (quality)
    {
    case DUO_CALL_QUALITY_GOOD:
      return _ ("Good connection");
    case DUO_CALL_QUALITY_FAIR:
      return _ ("Fair connection");
    case DUO_CALL_QUALITY_POOR:
      return _ ("Poor connection");
    case DUO_CALL_QUALITY_SOUND_ONLY:
      return _ ("Connection for sound only");
    case DUO_CALL_QUALITY_LOST:
      return _ ("Connection interrupted");
    case DUO_CALL_QUALITY_UNKNOWN:
    default:
      return _ ("Connection not measured yet");
    }
}

const char *
duo_room_quality_brief (DuoCallQuality quality)
{
  switch (quality)
    {
    case DUO_CALL_QUALITY_FAIR:
      /* TRANSLATORS: the connection, in a small space beside bars; so are “Poor”, “Sound only” and “Interrupted” */
      return C_ ("connection", "Fair");
    case DUO_CALL_QUALITY_POOR:
      return C_ ("connection", "Poor");
    case DUO_CALL_QUALITY_SOUND_ONLY:
      return C_ ("connection", "Sound only");
    case DUO_CALL_QUALITY_LOST:
      return C_ ("connection", "Interrupted");
    case DUO_CALL_QUALITY_GOOD:
    case DUO_CALL_QUALITY_UNKNOWN:
    default:
      return NULL;
    }
}

gboolean
duo_room_quality_is_bad (DuoCallQuality quality)
{
  return quality == DUO_CALL_QUALITY_POOR || quality == DUO_CALL_QUALITY_SOUND_ONLY;
}

/* "640×360", or NULL where there is none. */
static char *
picture_size (const DuoCallPicture *picture)
{
  return picture->rate >= 1 ? g_strdup_printf ("%u×%u", picture->width, picture->height) : NULL;
}

/* Who sends nothing may have turned the camera off; where there is no room it says so. */
static char *
sent_line (const DuoCallStats *stats)
{
  g_autofree char *size = picture_size (&stats->sent);

  if (stats->allowed_rate == 0)
    return g_strdup (_ ("No room for your picture now"));
  if (size == NULL)
    return NULL;

  /* TRANSLATORS: size of a picture, and how many of it a second: "You send 640×360, 20 a second" */
  return g_strdup_printf (_ ("You send %s, %d a second"), size, (int) (stats->sent.rate + 0.5));
}

static char *
received_line (const DuoCallStats *stats)
{
  g_autofree char *size = picture_size (&stats->received);

  if (size == NULL)
    return NULL;

  return g_strdup_printf (_ ("You see %s, %d a second"), size, (int) (stats->received.rate + 0.5));
}

char *
duo_room_quality_details (const DuoCallStats *stats)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *sent = sent_line (stats);
  g_autofree char *received = received_line (stats);

  if (stats->round_trip_ms < 0)
    return g_strdup ("");

  g_string_append_printf (lines, _ ("%d ms round trip, %d %% lost"), stats->round_trip_ms,
                          (int) (MAX (stats->lost, stats->lost_here) * 100 + 0.5));
  if (sent != NULL)
    g_string_append_printf (lines, "\n%s", sent);
  if (received != NULL)
    g_string_append_printf (lines, "\n%s", received);

  return g_string_free_and_steal (g_steal_pointer (&lines));
}

gboolean
duo_room_answer_is_good (int milliseconds)
{
  return milliseconds >= 0 && milliseconds <= GOOD_ANSWER_MS;
}

const char *
duo_room_answer_word (int milliseconds)
{
  return duo_room_answer_is_good (milliseconds) ? _ ("Good") : _ ("Slow");
}

static gint64
count_minutes (DuoTimeRange span)
{
  return span.end / MINUTE - span.start / MINUTE;
}

char *
duo_room_talk_text (gint64 seconds, DuoTimeRange span)
{
  int minutes = (int) ((seconds + MINUTE / 2) / MINUTE);

  if (ABS (minutes - count_minutes (span)) <= 1 && count_minutes (span) > 0)
    return NULL;
  if (minutes == 0)
    return g_strdup (_ ("less than a minute"));

  return g_strdup_printf (ngettext ("about %d minute", "about %d minutes", minutes), minutes);
}

char *
duo_room_length_text (gint64 seconds)
{
  int minutes = (int) ((seconds + MINUTE / 2) / MINUTE);

  if (minutes == 0)
    return g_strdup (_ ("less than a minute"));

  return g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), minutes);
}
