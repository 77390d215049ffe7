/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-chat-record.h"
#include "duo-cv-record.h"
#include "duo-device-record.h"
#include "duo-format-change.h"
#include "duo-free-text.h"
#include "duo-json-writer.h"
#include "duo-json.h"
#include "duo-note-record.h"
#include "duo-opening.h"
#include "duo-person-record.h"
#include "duo-slot-grid.h"

G_BEGIN_DECLS

/* Domain ⇄ JSON, both directions (DESIGN §3, "API"). What writes takes the member's name, NULL in an array or at the top.
 * What reads takes a place in a parsed message and gives NULL where anything in it is wrong; @json then has the error.
 * Unknown fields are ignored, unknown words of an enum become its neutral value. */

#define DUO_MAX_COMMAND_MINUTES 120
#define DUO_MAX_BLOCKED 288 /* ranges of one day: each may be five minutes */

/* ── Events ── */

void duo_wire_write_event (DuoJsonWriter *writer, const char *name, const DuoEventRecord *event);
DuoEventRecord *duo_wire_read_event (const DuoJson *json);
/* {events:[Event]}; (transfer full) (element-type DuoEventRecord) */
void duo_wire_write_events (DuoJsonWriter *writer, const char *name, const GPtrArray *events);
GPtrArray *duo_wire_read_events (const DuoJson *json);

/* What an organizer changes of an event: the body of `PUT …/format`. */
void duo_wire_write_format_change (DuoJsonWriter *writer, const DuoFormatChange *change);
DuoFormatChange *duo_wire_read_format_change (const DuoJson *json);

/* ── People; @event is the id of the event that they belong to ── */

void duo_wire_write_company (DuoJsonWriter *writer, const char *name, const DuoCompanyRecord *company);
DuoCompanyRecord *duo_wire_read_company (const DuoJson *json, const char *event);
void duo_wire_write_person (DuoJsonWriter *writer, const char *name, const DuoPersonRecord *person);
DuoPersonRecord *duo_wire_read_person (const DuoJson *json, const char *event);

/* ── Chats ── */

/**
 * DuoWirePeer:
 * @id: (nullable): participation id; NULL: the other side is not told
 * @name: (nullable): full name
 * @title: (nullable): what they are
 * @company: (nullable): the company's name
 * @cv: (nullable): of a talent, for who may read it
 *
 * The other side of a chat for whoever looks. Borrows its strings.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *title;
  const char *company;
  const DuoCvRecord *cv;
} DuoWirePeer;

/* A chat as it came: the record and the other side. Owns both. */
typedef struct
{
  DuoChatRecord *record;
  char *peer_id;        /* (nullable) */
  char *peer_name;      /* (nullable) */
  char *peer_title;     /* (nullable) */
  char *peer_company;   /* (nullable) */
  DuoCvRecord *peer_cv; /* (nullable) */
} DuoWireChat;

/* @peer: (nullable) */
void duo_wire_write_chat (DuoJsonWriter *writer,
                          const char *name,
                          const DuoChatRecord *chat,
                          const DuoWirePeer *peer);
DuoWireChat *duo_wire_read_chat (const DuoJson *json);
void duo_wire_chat_free (DuoWireChat *self);

/**
 * DuoWireCommand:
 * @verb: what is to be done; in the path where the chat is there already
 * @with: (nullable): whom a new chat is with; the colleague for hand-over and reassign
 * @range: the slot; both 0 where none is named
 * @minutes: how long, for late and extend; 0 where it is not said
 * @message: (nullable): what is said with it
 * @answer: (nullable): to the recruiter's question
 *
 * The body of a command on a chat. Owns its strings.
 */
typedef struct
{
  DuoVerb verb;
  char *with;
  DuoTimeRange range;
  guint minutes;
  char *message;
  char *answer;
} DuoWireCommand;

/* The body of `POST …/chats`, with its verb. */
void duo_wire_write_new_chat (DuoJsonWriter *writer, const DuoWireCommand *command);
DuoWireCommand *duo_wire_read_new_chat (const DuoJson *json);
/* The body of `POST /v1/chats/{c}/{verb}`; whoever reads it sets the verb. */
void duo_wire_write_command (DuoJsonWriter *writer, const DuoWireCommand *command);
DuoWireCommand *duo_wire_read_command (const DuoJson *json);
DuoWireCommand *duo_wire_command_new (DuoVerb verb);
void duo_wire_command_free (DuoWireCommand *self);

/* The answer of `POST /v1/chats/{c}/room`, and of GET, then without servers. */
typedef struct
{
  gboolean may_join;
  gint64 opens;
  gint64 closes;
  gboolean peer_present;
  gboolean elsewhere; /* another device of whoever asks is inside */
  char **ice;         /* TURN and STUN servers as URIs with user and password */
  gint64 ice_until;   /* when those credentials end, 0: they do not */
} DuoWireRoom;

void duo_wire_write_room (DuoJsonWriter *writer, const DuoWireRoom *room);
DuoWireRoom *duo_wire_read_room (const DuoJson *json);
void duo_wire_room_free (DuoWireRoom *self);

/* ── CVs ── */

void duo_wire_write_cv (DuoJsonWriter *writer, const char *name, const DuoCvRecord *cv);
DuoCvRecord *duo_wire_read_cv (const DuoJson *json);
/* (nullable): what the member `cv` of @json says, where there is one */
DuoCvRecord *duo_wire_read_optional_cv (const DuoJson *json);

/* Oneself in an event, as others see one, and one's CV (nullable). Owns both. */
typedef struct
{
  DuoPersonRecord *person; /* its `event` is not told */
  DuoCvRecord *cv;
} DuoWireMe;

/* @cv: (nullable) */
void duo_wire_write_me (DuoJsonWriter *writer, const DuoPersonRecord *person, const DuoCvRecord *cv);
DuoWireMe *duo_wire_read_me (const DuoJson *json);
void duo_wire_me_free (DuoWireMe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireMe, duo_wire_me_free)

/* ── Notes ── */

/* What one noted on a chat; @event is the id of the event that it belongs to. Whose recruiters may read it is not told. */
void duo_wire_write_note (DuoJsonWriter *writer, const char *name, const DuoNoteRecord *note);
DuoNoteRecord *duo_wire_read_note (const DuoJson *json, const char *event);
/* The body of `PUT /v1/chats/{c}/note`: what a note is to say. What is left out is empty. */
void duo_wire_write_noted (DuoJsonWriter *writer, const DuoNoteRecord *note);
/* Fills @note. FALSE where anything in it is wrong. */
gboolean duo_wire_read_noted (const DuoJson *json, DuoNoteRecord *note);

/* ── Slots and availability ── */

/* One day of a recruiter: (element-type DuoSlot) @slots. */
typedef struct
{
  char *date;
  guint minutes;
  char *place; /* (nullable) */
  GArray *slots;
  GArray *blocked; /* (nullable) (element-type DuoTimeRange): told to who sees what is blocked */
} DuoWireDay;

typedef struct
{
  char *recruiter;
  gint64 rev;
  GPtrArray *days; /* (element-type DuoWireDay) */
} DuoWireSlots;

/* As a stream: begin, any number of days, end. The members stand in an object that is open already.
 * @blocked: (nullable) (element-type DuoTimeRange): as it was set, under chats and in the past, too
 * @hide_blocked: for talents, who see what is blocked as booked */
void duo_wire_begin_slots (DuoJsonWriter *writer, const char *recruiter, gint64 rev);
void duo_wire_write_day (DuoJsonWriter *writer,
                         const char *date,
                         guint minutes,
                         const char *place,
                         const GArray *slots,
                         const GArray *blocked,
                         gboolean hide_blocked);
void duo_wire_end_slots (DuoJsonWriter *writer);
/* All of it at once, and nothing hidden. */
void duo_wire_write_slots (DuoJsonWriter *writer, const DuoWireSlots *slots);
DuoWireSlots *duo_wire_read_slots (const DuoJson *json);
DuoWireDay *duo_wire_day_new (void);
void duo_wire_day_free (DuoWireDay *self);
DuoWireSlots *duo_wire_slots_new (void);
void duo_wire_slots_free (DuoWireSlots *self);

/* {days:[…]} (element-type DuoOpening) */
void duo_wire_write_availability (DuoJsonWriter *writer, const GPtrArray *openings);
GPtrArray *duo_wire_read_availability (const DuoJson *json);

/* What a recruiter changes of the own settings; what is not `has_` stays as it is. */
typedef struct
{
  gboolean has_direct;
  gboolean direct;
  gboolean has_paused;
  gboolean paused;
  gboolean has_question;
  char *question; /* (nullable): none is asked */
  gboolean has_about;
  char *about;      /* (nullable) */
  char **topics;    /* (nullable): stay as they are */
  char **languages; /* (nullable): stay as they are */
} DuoWireSettings;

void duo_wire_write_settings (DuoJsonWriter *writer, const DuoWireSettings *settings);
DuoWireSettings *duo_wire_read_settings (const DuoJson *json);
DuoWireSettings *duo_wire_settings_copy (const DuoWireSettings *self);
void duo_wire_settings_free (DuoWireSettings *self);
/* What becomes of @person by them. */
void duo_wire_settings_apply (const DuoWireSettings *self, DuoPersonRecord *person);
/* Whether @person is already as they would make it, in the form in which the service keeps what it reads. */
gboolean duo_wire_settings_hold (const DuoWireSettings *self, const DuoPersonRecord *person);

/* ── Changes ── */

/* A recruiter's numbers in the directory: [id, open, requests]. */
typedef struct
{
  char id[23];
  guint open;
  guint requests;
} DuoWireCount;

/**
 * DuoWireChanges:
 * @event: the event's id
 * @since: after which rev
 * @upto: up to which rev all is known now; -1 in a personal change that was sent ahead of the cursor
 * @more: there are more pages
 * @companies: (element-type DuoCompanyRecord)
 * @people: (element-type DuoPersonRecord)
 * @chats: (element-type DuoWireChat)
 * @notes: (element-type DuoNoteRecord)
 * @gone: ids with their kind in front: "chat:ID", "note:CHAT/AUTHOR"
 * @counts: (element-type DuoWireCount)
 * @details: (nullable): the event itself, where it changed; without who I am in it
 */
typedef struct
{
  char *event;
  gint64 since;
  gint64 upto;
  gboolean more;
  GPtrArray *companies;
  GPtrArray *people;
  GPtrArray *chats;
  GPtrArray *notes;
  char **gone;
  GArray *counts;
  DuoEventRecord *details;
} DuoWireChanges;

DuoWireChanges *duo_wire_changes_new (const char *event);
void duo_wire_changes_free (DuoWireChanges *self);
DuoWireChanges *duo_wire_read_changes (const DuoJson *json);
/* The members, in an object that is open already. Empty arrays are left out. */
void duo_wire_write_changes (DuoJsonWriter *writer, const DuoWireChanges *changes);
/* The same as a stream, for many rows: begin; then "details" with duo_wire_write_event(), "companies", "people", "chats", "notes" as arrays of what the writers above
 * write, "gone" as strings and the counts; end. @upto: -1 leaves it out */
void duo_wire_begin_changes (DuoJsonWriter *writer, const char *event, gint64 since);
/* @notes: (element-type DuoNoteRecord): what the reader may read; of none nothing is said */
void duo_wire_write_notes (DuoJsonWriter *writer, const GPtrArray *notes);
void duo_wire_write_counts (DuoJsonWriter *writer, const DuoWireCount *counts, gsize n_counts);
void duo_wire_end_changes (DuoJsonWriter *writer, gint64 upto, gboolean more);

/* ── Service and sessions ── */

typedef struct
{
  char *name;
  char *version;
  gboolean speaks_v1; /* its protocol versions contain 1 */
  char *registration;
  char **sign_in;
} DuoWireService;

void duo_wire_write_service (DuoJsonWriter *writer, const DuoWireService *service);
DuoWireService *duo_wire_read_service (const DuoJson *json);
void duo_wire_service_free (DuoWireService *self);

/* What signs in. The password is erased when it is freed. */
typedef struct
{
  char *email;
  char *password;
  char *device;
  GBytes *key; /* 32 bytes */
} DuoWireSignIn;

void duo_wire_write_sign_in (DuoJsonWriter *writer, const DuoWireSignIn *sign_in);
DuoWireSignIn *duo_wire_read_sign_in (const DuoJson *json);
void duo_wire_sign_in_free (DuoWireSignIn *self);

/* The answer. The token is erased when it is freed. */
typedef struct
{
  char *token;
  gint64 expires;
  char *account;
  char *name;
  char *email;
} DuoWireSession;

void duo_wire_write_session (DuoJsonWriter *writer, const DuoWireSession *session);
DuoWireSession *duo_wire_read_session (const DuoJson *json);
void duo_wire_session_free (DuoWireSession *self);

/* (element-type DuoDeviceRecord): at most %DUO_MAX_DEVICES */
void duo_wire_write_devices (DuoJsonWriter *writer, const GPtrArray *devices);
GPtrArray *duo_wire_read_devices (const DuoJson *json);
void duo_wire_write_vouch (DuoJsonWriter *writer, const DuoVouch *vouch);
/* @vouch: (out) */
gboolean duo_wire_read_vouch (const DuoJson *json, DuoVouch *vouch);
/* A member; none where there are none. */
void duo_wire_write_vouches (DuoJsonWriter *writer, const char *name, const DuoVouches *vouches);
/* @vouches: (out): an error where there are more than %DUO_MAX_VOUCHES */
void duo_wire_read_vouches (const DuoJson *json, const char *name, DuoVouches *vouches);

/* ── Problems ── */

/**
 * DuoWireProblem:
 * @title: what happened, in English; never shown to users
 * @status: the HTTP status
 * @code: what the app decides by: duo_refusal_to_string(), or one of the service's own words
 * @detail: (nullable): more of it, in English
 * @chat: (nullable): the chat as it is, with "stale"
 * @slots: (nullable) (element-type DuoTimeRange): the nearest that are free, with "slot-taken"
 * @left: how many are open in all, with "slot-taken"
 * @opens: when the room opens, with "room-closed"; else 0
 * @closes: when it closes
 * @member: (nullable): which member of a format it is about, with "format-refused"
 * @fault: what is wrong with it, with "format-refused"
 * @touched: (nullable) (element-type DuoWireChat): the booked chats that it is about, with "chats-touched"
 * @event: (nullable): the event as it is, with "stale"
 * @person: (nullable): the recruiter as it is, without its event's id, with "stale"
 * @calendar: (nullable): the recruiter's calendar as it is, with "stale"
 * @note: (nullable): the note as it is, without its event's id, with "stale"
 *
 * A problem document (RFC 9457).
 */
typedef struct
{
  char *title;
  guint status;
  char *code;
  char *detail;
  DuoWireChat *chat;
  GArray *slots;
  guint left;
  gint64 opens;
  gint64 closes;
  char *member;
  DuoFormatFault fault;
  GPtrArray *touched;
  DuoEventRecord *event;
  DuoPersonRecord *person;
  DuoWireSlots *calendar;
  DuoNoteRecord *note;
} DuoWireProblem;

DuoWireProblem *duo_wire_problem_new (guint status, const char *code, const char *title);
void duo_wire_write_problem (DuoJsonWriter *writer, const DuoWireProblem *problem);
DuoWireProblem *duo_wire_read_problem (const DuoJson *json);
void duo_wire_problem_free (DuoWireProblem *self);
/* What the code says, or DUO_REFUSAL_NONE where it is none of the table's. */
DuoRefusal duo_wire_problem_get_refusal (const DuoWireProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireChat, duo_wire_chat_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireCommand, duo_wire_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireRoom, duo_wire_room_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireDay, duo_wire_day_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireSlots, duo_wire_slots_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireSettings, duo_wire_settings_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireChanges, duo_wire_changes_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireService, duo_wire_service_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireSignIn, duo_wire_sign_in_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireSession, duo_wire_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoWireProblem, duo_wire_problem_free)

G_END_DECLS
