/* regie-protocol.h: records, commands, answers and snapshots as JSON, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `protocol` is the only one that knows a field's name on the wire. In come bytes from a
 * socket, a request or a file; out come checked records, or a typed error that names the field's path
 * and the limit. Sizes and depth are checked before anything is allocated for them.
 *
 * On the wire a record is one flat object: `type`, `seq`, `at` (RFC 3339 UTC with microseconds), `by`
 * ({role, id}), `cmd`, then the fields of its type. Enumerations are words, times RFC 3339 strings,
 * the fields `stage_state`, `message_state`, `poll_state`, `cue_state` are called `state` and
 * `session_kind`, `message_kind`, `poll_kind`, `cue_kind` are called `kind`.
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

/** Name of the WebSocket subprotocol. */
#define REGIE_PROTOCOL_NAME "regie.v1"
/** Longest JSON text of one command, bytes. */
#define REGIE_PROTOCOL_MAX_COMMAND (64 * 1024)
/** Longest JSON text of one record, bytes: a word cloud of 2,000 long words in a tally. */
#define REGIE_PROTOCOL_MAX_RECORD (4 * 1024 * 1024)
/** Longest JSON text of a snapshot, bytes. */
#define REGIE_PROTOCOL_MAX_SNAPSHOT (256 * 1024 * 1024)
/** Deepest nesting of any JSON text. */
#define REGIE_PROTOCOL_MAX_DEPTH 8

#define REGIE_PROTOCOL_ERROR (regie_protocol_error_quark ())
GQuark regie_protocol_error_quark (void);

typedef enum
{
  REGIE_PROTOCOL_ERROR_SYNTAX,
  REGIE_PROTOCOL_ERROR_TOO_LARGE,
  REGIE_PROTOCOL_ERROR_TOO_DEEP,
  /** a field has the wrong type, an unknown word or is out of range; begins with its path */
  REGIE_PROTOCOL_ERROR_FIELD,
  /** a record type or event this version does not know: may be skipped */
  REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE,
} RegieProtocolError;

/** What a client asks for: the record to append, and the conditions. */
typedef struct
{
  /** (owned) with @cmd set, without seq, at and by */
  RegieRecord *record;
  /** revision the person saw; 0 for any */
  guint64 expect_rev;
  /** latest instant of acceptance, microseconds UTC; 0 for none */
  gint64 not_after;
} RegieCommand;

void regie_command_free (RegieCommand *command);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCommand, regie_command_free)

/** Outcome of a command (SEMANTICS 1). */
typedef enum
{
  REGIE_ANSWER_APPLIED,
  REGIE_ANSWER_DUPLICATE,
  REGIE_ANSWER_CONFLICT,
  REGIE_ANSWER_DENIED,
  REGIE_ANSWER_LATE,
  REGIE_ANSWER_INVALID,
  REGIE_ANSWER_UNAVAILABLE,
} RegieAnswer;

/** Which refusal exactly, where a program is to tell it from others with the same answer. Texts are
 * for people: they may change from one version to the next. */
typedef enum
{
  /** the answer says it all, or it is unknown in this version */
  REGIE_REPLY_NONE,
  /** unavailable: the moderators let this person write only now and then; `retry_after` says when */
  REGIE_REPLY_SLOWED,
  /** denied: the moderators do not let this person write */
  REGIE_REPLY_MUTED,
  /** unavailable: too many requests; `retry_after` says when it may go on */
  REGIE_REPLY_TOO_MANY,
  /** denied: not the access code of this congress */
  REGIE_REPLY_WRONG_CODE,
  /** denied: nobody joins this congress by an access code */
  REGIE_REPLY_NO_CODE,
  /** denied: nobody supports the own message */
  REGIE_REPLY_OWN_MESSAGE,
  /** denied: the stage's channel does not take it now */
  REGIE_REPLY_CHANNEL_PAUSED,
  REGIE_REPLY_CHANNEL_CLOSED,
  /** late: another round of the poll is open */
  REGIE_REPLY_OTHER_ROUND,
  /** denied: whose token it was is erased; it stands for nobody any more */
  REGIE_REPLY_ERASED,
} RegieReplyCode;

#define REGIE_N_REPLY_CODES (REGIE_REPLY_ERASED + 1)

/* All decoders take @data that need not be terminated, refuse invalid UTF-8 and NUL, and return (transfer
 * full) what they read, or %NULL with a %REGIE_PROTOCOL_ERROR that names the place. All encoders return
 * (transfer full) one line of JSON without line feed; @size: (out) (optional): its bytes. */

RegieRecord *regie_record_from_json (const char *data, gsize size, GError **error);
char *regie_record_to_json (const RegieRecord *record, gsize *size);

RegieCommand *regie_command_from_json (const char *data, gsize size, GError **error);
char *regie_command_to_json (const RegieCommand *command, gsize *size);

/** A snapshot or keyframe: `{"seq": …, "epoch": …, "state": [state records]}`; @epoch: (out) (transfer
 * full) (optional) */
GPtrArray *regie_snapshot_from_json (
    const char *data, gsize size, guint64 *seq, char **epoch, GError **error);
char *regie_snapshot_to_json (GPtrArray *states, guint64 seq, const char *epoch, gsize *size);

/* The same, for who has not all states at once: open it, append as often as wanted, close it. */
/** Returns: (transfer full) */
GString *regie_snapshot_open (guint64 seq, const char *epoch);
/** @states: (element-type RegieRecord) */
void regie_snapshot_append (GString *snapshot, GPtrArray *states);
/** @snapshot: (transfer full) */
char *regie_snapshot_close (GString *snapshot, gsize *size);

/**
 * regie_keyframe_to_json:
 * @at: the instant the state stands for, microseconds UTC
 * @offset: byte in the recording's list of records at which those behind the keyframe begin
 *
 * A snapshot with its place in a recording. `state` comes last, so that the place can be read without
 * the state.
 */
char *regie_keyframe_to_json (
    GPtrArray *states, guint64 seq, const char *epoch, gint64 at, guint64 offset, gsize *size);
/** Reads the place of a keyframe and leaves its state (see regie_snapshot_from_json()) alone. */
gboolean regie_keyframe_place_from_json (
    const char *data, gsize size, guint64 *seq, gint64 *at, guint64 *offset, GError **error);

/**
 * regie_page_from_json:
 * @next: (out): what to ask for next: the last seq that was looked at
 * @last: (out): the newest seq there is
 *
 * Reads one page of the journal: `{"records": […], "next": …, "seq": …}`.
 */
GPtrArray *regie_page_from_json (
    const char *data, gsize size, guint64 *next, guint64 *last, GError **error);
char *regie_page_to_json (GPtrArray *records, guint64 next, guint64 last, gsize *size);

/**
 * regie_trail_from_json:
 * @names: (out) (transfer full) (element-type utf8 utf8): display names of those who did something in
 *   it, by id
 *
 * Reads what was done with a message: `{"records": […], "people": {ID: NAME}}`.
 */
GPtrArray *regie_trail_from_json (const char *data, gsize size, GHashTable **names, GError **error);

/** One message over the WebSocket; which members are set depends on @type. */
typedef enum
{
  REGIE_EVENT_HELLO,
  REGIE_EVENT_RESUME,
  REGIE_EVENT_SNAPSHOT,
  REGIE_EVENT_RECORDS,
  REGIE_EVENT_PING,
  REGIE_EVENT_PONG,
  REGIE_EVENT_PRESENCE,
  /** staff says where it is at work */
  REGIE_EVENT_PLACE,
  /** a participant's own messages, to nobody else */
  REGIE_EVENT_OWN,
  REGIE_EVENT_BYE,
} RegieEventType;

/** Somebody of the staff who is connected, and where at work. */
typedef struct
{
  char *id;
  /** (nullable): display name */
  char *name;
  RegieRole role;
  /** (nullable): the stage looked at */
  char *stage;
  /** (nullable): a word of the desk's for its view: `moderate`, `inbox` … */
  char *view;
  /** (nullable): the message worked on */
  char *message;
  /** when that place was taken, microseconds UTC */
  gint64 since;
} RegiePerson;

RegiePerson *regie_person_new (const char *id);
void regie_person_free (RegiePerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegiePerson, regie_person_free)
/** Returns: (transfer full): an empty list that owns its persons */
GPtrArray *regie_people_new (void);

typedef struct
{
  RegieEventType type;
  /** hello, resume, snapshot */
  char *epoch;
  /** hello: newest; resume: last one the client has; snapshot: what it stands for */
  guint64 seq;
  /** hello, ping, pong: microseconds UTC */
  gint64 server_time;
  /** ping, pong: the sender's own clock, returned untouched, microseconds */
  gint64 client_time;
  /** hello */
  RegieRole role;
  char *congress;
  /** hello: who the client is: id of its pass, and display name if it has one */
  char *id;
  char *name;
  /** hello: stages a moderator is responsible for; NULL: all */
  GStrv stages;
  /** records, snapshot, own: (element-type RegieRecord) */
  GPtrArray *records;
  /** snapshot: whether it goes on with the next one, of the same epoch and seq */
  gint64 more;
  /** presence: participants watching, staff connected */
  gint64 watching;
  gint64 staff;
  /** presence: (element-type RegiePerson) (nullable): that staff */
  GPtrArray *people;
  /** place: each may be absent */
  char *stage;
  char *view;
  char *message;
  /** bye: seconds to stay away */
  gint64 retry_after;
  /** bye: why */
  char *reason;
} RegieEvent;

RegieEvent *regie_event_new (RegieEventType type);
void regie_event_free (RegieEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieEvent, regie_event_free)

RegieEvent *regie_event_from_json (const char *data, gsize size, GError **error);
char *regie_event_to_json (const RegieEvent *event, gsize *size);

/** An answer to a command as JSON: `applied` and `duplicate` as an answer object, everything else as
 * RFC 9457 problem details with `answer`, `code`, `field`, `current`, `cause`, `name`, `retry_after`. */
typedef struct
{
  RegieAnswer answer;
  /** which refusal exactly */
  RegieReplyCode code;
  /** applied, duplicate: where the record stands */
  guint64 seq;
  /** id of the entity the command made or changed */
  char *subject;
  /** everything else: short, for a person, English */
  char *title;
  char *detail;
  /** invalid: path of the field */
  char *field;
  /** conflict: (owned) (nullable) the entity as it is now */
  RegieRecord *current;
  /** conflict: (owned) (nullable) the record that made it so, for the staff */
  RegieRecord *cause;
  /** conflict: (nullable) display name of who did that */
  char *name;
  /** unavailable: seconds after which it may be tried again; 0: not said */
  gint64 retry_after;
  /** HTTP status */
  guint status;
} RegieReply;

RegieReply *regie_reply_new (RegieAnswer answer);
void regie_reply_free (RegieReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieReply, regie_reply_free)

char *regie_reply_to_json (const RegieReply *reply, gsize *size);
/** @status: of the HTTP response, 0 for the usual one of the answer in @data */
RegieReply *regie_reply_from_json (const char *data, gsize size, guint status, GError **error);
const char *regie_answer_nick (RegieAnswer answer);
/** Returns: (nullable): the word for @code on the wire; %NULL for %REGIE_REPLY_NONE */
const char *regie_reply_code_nick (RegieReplyCode code);

G_END_DECLS
