/* regie-record.h: one thing that happened in a congress, or one entity's whole state
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A congress is a journal of records (SEMANTICS 1). There are two families:
 *
 *   - *changes* (`message.move`, `poll.ballot`, `program.take` …): what a person or the backend did;
 *   - *states* (`message.state`, `stage.state` …): everything there is to know about one entity.
 *     A snapshot, a keyframe, the demo congress and what the audience receives are lists of these.
 *
 * Both are the same C type: flat, one member per field, the same meaning in every record. Two tables
 * say the rest: which fields exist (here, REGIE_FIELDS) and which record has which (regie-record.c).
 * The field's name on the wire is known to the protocol room only.
 */

#pragma once

#include "regie-enums.h"

G_BEGIN_DECLS

/** How a field is stored and checked. */
typedef enum
{
  /** `char *`: [A-Za-z0-9._:-]{1,64} */
  REGIE_KIND_ID,
  /** `char *`: plain UTF-8 text, limits per field */
  REGIE_KIND_TEXT,
  /** `gint64`: a value of the field's enumeration */
  REGIE_KIND_ENUM,
  /** `gint64`: 0 to 2^53 */
  REGIE_KIND_INT,
  /** `gint64`: microseconds since 1970-01-01 UTC */
  REGIE_KIND_TIME,
  /** `gint64`: 0 or 1 */
  REGIE_KIND_BOOL,
  /** `GStrv`: a list of ids or short texts */
  REGIE_KIND_STRINGS,
  /** `GPtrArray *` of #RegieEntry */
  REGIE_KIND_ENTRIES,
  /** `GPtrArray *` of #RegieRecord: parts of states, not changed any more */
  REGIE_KIND_RECORDS,
} RegieFieldKind;

/*        field            member          kind      the enumeration, or the limit in bytes or items */
#define REGIE_FIELDS(X)                                                                            \
  X (STAGE, stage, ID, 64)                                                                         \
  X (SESSION, session, ID, 64)                                                                     \
  X (MESSAGE, message, ID, 64)                                                                     \
  X (POLL, poll, ID, 64)                                                                           \
  X (CUE, cue, ID, 64)                                                                             \
  X (POST, post, ID, 64)                                                                           \
  X (TARGET, target, ID, 64)     /* what an overlay shows, where a message was merged to */        \
  X (PROGRAM, program, ID, 64)   /* the stage on program */                                        \
  X (ARMED, armed, ID, 64)       /* the stage that is armed */                                     \
  X (PREVIOUS, previous, ID, 64) /* the stage on program before the last take */                   \
  X (AUTHOR, author, ID, 64)     /* a pseudonym; never leaves the backend */                       \
  X (CLAIMANT, claimant, ID, 64) /* the moderator who is working on a message */                   \
  X (STEP, step, ID, 64)         /* what can be undone: the seq of its record, as a word */        \
  X (ACTION, action, ID, 64)     /* which record a step is: `message.move` */                      \
  X (ACTOR, actor, ID, 64)       /* whose step it is: a staff id */                                \
  X (TITLE, title, TEXT, 512)                                                                      \
  X (SUBTITLE, subtitle, TEXT, 512)                                                                \
  X (NAME, name, TEXT, 128) /* a staff member's display name */                                    \
  X (TEXT, text, TEXT, 4000)                                                                       \
  X (ORIGINAL, original, TEXT, 4000) /* a message's text before it was edited */                   \
  X (NOTE, note, TEXT, 2000)                                                                       \
  X (REASON, reason, TEXT, 512)     /* of a rejection: see regie_reject_reason_parse() */          \
  X (ANSWER, answer, TEXT, 4000)    /* a written answer; public once the message is answered */    \
  X (ASSIGNEE, assignee, TEXT, 128) /* the panellist, by function, who is to answer */             \
  X (KEY, key, TEXT, 256)           /* a word's key (SEMANTICS 4) */                               \
  X (LANGUAGE, language, ID, 16)                                                                   \
  X (TIME_ZONE, time_zone, TEXT, 64)                                                               \
  X (STAGE_STATE, stage_state, ENUM, regie_stage_state_get_type)                                   \
  X (CHANNEL, channel, ENUM, regie_channel_get_type)                                               \
  X (AUTOMATIC, automatic, ENUM, regie_channel_get_type) /* a stage's channel by the agenda */     \
  X (OVERLAY, overlay, ENUM, regie_overlay_get_type)                                               \
  X (TRANSITION, transition, ENUM, regie_transition_get_type)                                      \
  X (SESSION_KIND, session_kind, ENUM, regie_session_kind_get_type)                                \
  X (MESSAGE_KIND, message_kind, ENUM, regie_message_kind_get_type)                                \
  X (MESSAGE_STATE, message_state, ENUM, regie_message_state_get_type)                             \
  X (FORMER, former, ENUM, regie_message_state_get_type) /* state before it was merged */          \
  X (ANSWERED, answered, ENUM, regie_answered_get_type)                                            \
  X (RESTRAINT, restraint, ENUM, regie_restraint_get_type)                                         \
  X (POLL_KIND, poll_kind, ENUM, regie_poll_kind_get_type)                                         \
  X (POLL_STATE, poll_state, ENUM, regie_poll_state_get_type)                                      \
  X (VISIBILITY, visibility, ENUM, regie_result_visibility_get_type)                               \
  X (PLACEMENT, placement, ENUM, regie_placement_get_type)                                         \
  X (CUE_KIND, cue_kind, ENUM, regie_cue_kind_get_type)                                            \
  X (CUE_STATE, cue_state, ENUM, regie_cue_state_get_type)                                         \
  X (REV, rev, INT, 0)       /* seq of the record that last changed the entity */                  \
  X (NUMBER, number, INT, 0) /* a stage's place on the desk, from 1 */                             \
  X (ARMED_REV, armed_rev, INT, 0)                                                                 \
  X (ROUND, round, INT, 0)   /* of a poll, from 1; 0 before it first opens */                      \
  X (SCORE, score, INT, 0)   /* distinct participants who voted a message up */                    \
  X (RANK, rank, INT, 0)     /* place in Next, from 1; follows from QUEUED */                      \
  X (QUEUED, queued, INT, 0) /* what Next is sorted by; later in, larger */                        \
  X (MIN, min, INT, 0)       /* options a ballot must hold at least */                             \
  X (MAX, max, INT, 0)       /* options or words a ballot may hold at most */                      \
  X (LENGTH, length, INT, 0) /* longest word, grapheme clusters */                                 \
  X (VOTERS, voters, INT, 0) /* distinct ballots */                                                \
  X (LATE, late, INT, 0)     /* ballots that came after the close */                               \
  X (CREATED, created, TIME, 0)                                                                    \
  X (CHANGED, changed, TIME, 0) /* when the entity's state last changed */                         \
  X (START, start, TIME, 0)                                                                        \
  X (END, end, TIME, 0)                                                                            \
  X (ACTUAL_START, actual_start, TIME, 0)                                                          \
  X (ACTUAL_END, actual_end, TIME, 0)                                                              \
  X (TAKEN, taken, TIME, 0)     /* when program last changed */                                    \
  X (CLAIMED, claimed, TIME, 0) /* when a claim was made or renewed: its lease runs from here */   \
  X (ON, on, BOOL, 0)                                                                              \
  X (MODERATED, moderated, BOOL, 0)                                                                \
  X (EDITED, edited, BOOL, 0)      /* a message's text is not the one first sent */                \
  X (FIXED, fixed, BOOL, 0)        /* a session's start that overruns may not push */              \
  X (FINAL, final, BOOL, 0)        /* a poll's last tally */                                       \
  X (PINNED, pinned, BOOL, 0)      /* a message that stands first, whatever its score */           \
  X (UNDONE, undone, BOOL, 0)      /* a step that is taken back at the moment */                   \
  X (ERASED, erased, BOOL, 0)      /* a message whose author, and thus text, is gone for good */   \
  X (SOURCES, sources, STRINGS, 8) /* a stage's media URIs: primary, then backups */               \
  X (LABELS, labels, STRINGS, 16)                                                                  \
  X (ADD, add, STRINGS, 16)            /* labels each message gets beside those it has … */        \
  X (REMOVE, remove, STRINGS, 16)      /* … and those it loses */                                  \
  X (FLAGS, flags, STRINGS, 8)         /* why a message wants a second look: words of RegieFlag */ \
  X (IDS, ids, STRINGS, 64)            /* chosen option ids, or entered words, of one ballot */    \
  X (MESSAGES, messages, STRINGS, 500) /* the messages of a bulk action, or Next in its order */   \
  X (ENTRIES, entries, ENTRIES, 2000)  /* options, tallies, words, scores */                       \
  X (BEFORE, before, RECORDS, 500)     /* a step: the changed fields of each message before … */   \
  X (AFTER, after, RECORDS, 500)       /* … and after it */

typedef enum
{
#define X(id, member, kind, limit) REGIE_FIELD_##id,
  REGIE_FIELDS (X)
#undef X
      REGIE_N_FIELDS
} RegieField;

/** A set of fields, one bit each: sets are joined by |, cut by & and ~. */
__extension__ typedef unsigned __int128 RegieFieldSet;

G_STATIC_ASSERT (REGIE_N_FIELDS <= 8 * sizeof (RegieFieldSet));

/** The set that holds @field only. */
#define REGIE_FIELD_SET(field) ((RegieFieldSet) 1 << (field))
/** The same, for constant tables and masks: REGIE_HAS (STAGE) | REGIE_HAS (TITLE) */
#define REGIE_HAS(id) REGIE_FIELD_SET (REGIE_FIELD_##id)

/** Returns: the first field of @set at or behind @from, or %REGIE_N_FIELDS */
static inline RegieField
regie_field_set_next (RegieFieldSet set, int from)
{
  RegieFieldSet left = from < REGIE_N_FIELDS ? set >> from : 0;
  guint64 low = (guint64) left;

  if (left == 0)
    return REGIE_N_FIELDS;
  if (low != 0)
    return (RegieField) (from + __builtin_ctzll (low));
  return (RegieField) (from + 64 + __builtin_ctzll ((guint64) (left >> 64)));
}

/** Goes through the fields of @set in the order of the table. */
#define REGIE_FOREACH_FIELD(field, set)                                                            \
  for (RegieField field = regie_field_set_next ((set), 0); field != REGIE_N_FIELDS;                \
       field = regie_field_set_next ((set), (int) field + 1))

typedef enum
{
  REGIE_RECORD_NONE,
  /* states */
  REGIE_RECORD_CONGRESS_STATE,
  REGIE_RECORD_STAGE_STATE,
  REGIE_RECORD_SESSION_STATE,
  REGIE_RECORD_PROGRAM_STATE,
  REGIE_RECORD_MESSAGE_STATE,
  REGIE_RECORD_POLL_STATE,
  REGIE_RECORD_CUE_STATE,
  REGIE_RECORD_POST_STATE,
  REGIE_RECORD_STEP_STATE,
  /** An entity the viewer saw is no longer visible to it (audience only). */
  REGIE_RECORD_GONE,
  /* changes */
  REGIE_RECORD_STAGE_SET,
  REGIE_RECORD_STAGE_OVERLAY,
  REGIE_RECORD_STAGE_CHANNEL,
  REGIE_RECORD_STAGE_MODERATION,
  REGIE_RECORD_STAGE_SOURCES,
  REGIE_RECORD_PROGRAM_ARM,
  REGIE_RECORD_PROGRAM_TAKE,
  REGIE_RECORD_PROGRAM_TAKE_BACK,
  REGIE_RECORD_PROGRAM_HOLD,
  REGIE_RECORD_MESSAGE_SUBMIT,
  REGIE_RECORD_MESSAGE_WITHDRAW,
  REGIE_RECORD_MESSAGE_UPVOTE,
  REGIE_RECORD_MESSAGE_SCORES,
  REGIE_RECORD_MESSAGE_MOVE,
  REGIE_RECORD_MESSAGE_CLAIM,
  REGIE_RECORD_MESSAGE_EDIT,
  REGIE_RECORD_MESSAGE_CLASSIFY,
  REGIE_RECORD_MESSAGE_LABEL,
  REGIE_RECORD_MESSAGE_RELABEL,
  REGIE_RECORD_MESSAGE_NOTE,
  REGIE_RECORD_MESSAGE_MERGE,
  REGIE_RECORD_MESSAGE_UNMERGE,
  REGIE_RECORD_MESSAGE_ASSIGN,
  REGIE_RECORD_MESSAGE_PIN,
  REGIE_RECORD_MESSAGE_ANSWER,
  REGIE_RECORD_MESSAGE_FLAG,
  REGIE_RECORD_MESSAGE_RESTRAIN,
  REGIE_RECORD_MESSAGE_ORDER,
  REGIE_RECORD_MESSAGE_ADVANCE,
  REGIE_RECORD_MESSAGE_UNDO,
  REGIE_RECORD_MESSAGE_REDO,
  REGIE_RECORD_POLL_CREATE,
  REGIE_RECORD_POLL_OPEN,
  REGIE_RECORD_POLL_CLOSE,
  REGIE_RECORD_POLL_SHOW,
  REGIE_RECORD_POLL_BALLOT,
  REGIE_RECORD_POLL_TALLY,
  REGIE_RECORD_WORD_BLOCK,
  REGIE_RECORD_CUE_SEND,
  REGIE_RECORD_CUE_MARK,
  REGIE_RECORD_BACKSTAGE_POST,
  /** A participant and everything that tells of the person goes. */
  REGIE_RECORD_PERSON_ERASE,
  REGIE_N_RECORDS
} RegieRecordType;

/** One line of a list inside a record: an option, an option's count, a word, a message's score. */
typedef struct
{
  /** option id, word key or message id */
  char *id;
  /** option text or a word's display form; may be %NULL in tallies of options */
  char *text;
  gint64 count;
  /** blocked by a moderator: kept, but shown to staff only */
  gboolean hidden;
} RegieEntry;

/** Returns: (transfer full): for a list of regie_entries_new(); @text: (nullable) */
RegieEntry *regie_entry_new (const char *id, const char *text, gint64 count, gboolean hidden);
void regie_entry_free (RegieEntry *entry);
/** Returns: (transfer full): an empty list that owns its entries */
GPtrArray *regie_entries_new (void);
/** Returns: (transfer none) (nullable): the first entry with @id; @entries may be %NULL */
RegieEntry *regie_entries_find (GPtrArray *entries, const char *id);

/** Who did it. Participants appear under a pseudonym, and outside the backend under none. */
typedef struct
{
  RegieRole role;
  char *id;
} RegieActor;

typedef struct _RegieRecord RegieRecord;

#define REGIE_MEMBER_ID char *
#define REGIE_MEMBER_TEXT char *
#define REGIE_MEMBER_ENUM gint64
#define REGIE_MEMBER_INT gint64
#define REGIE_MEMBER_TIME gint64
#define REGIE_MEMBER_BOOL gint64
#define REGIE_MEMBER_STRINGS GStrv
#define REGIE_MEMBER_ENTRIES GPtrArray *
#define REGIE_MEMBER_RECORDS GPtrArray *

/**
 * RegieRecord: read members directly, write them with the setters below (they keep @has right).
 * A record is reference counted and, once handed on, not changed any more.
 */
struct _RegieRecord
{
  gatomicrefcount refs;
  RegieRecordType type;
  /** place in the journal, from 1, gapless; 0 while it has none */
  guint64 seq;
  /** when the backend accepted it: microseconds since 1970-01-01 UTC */
  gint64 at;
  RegieActor by;
  /** the command's UUID; %NULL for records the backend made itself */
  char *cmd;
  /** which of the fields below are set */
  RegieFieldSet has;
#define X(id, member, kind, limit) REGIE_MEMBER_##kind member;
  REGIE_FIELDS (X)
#undef X
};

#define REGIE_TYPE_RECORD (regie_record_get_type ())
GType regie_record_get_type (void);

/** Returns: (transfer full): a record of @type without any field */
RegieRecord *regie_record_new (RegieRecordType type);
RegieRecord *regie_record_ref (RegieRecord *record);
void regie_record_unref (RegieRecord *record);
/** Returns: (transfer full): a deep copy with one reference */
RegieRecord *regie_record_copy (const RegieRecord *record);
/** Returns: whether both have the same type, seq, at, by, cmd and fields */
gboolean regie_record_equal (const RegieRecord *a, const RegieRecord *b);

/* Setters. Each copies its value and returns @record (transfer none), so that they chain. A %NULL string
 * or list clears the field; a setter of another kind than the field's is a programming error. */
RegieRecord *regie_record_set_by (RegieRecord *record, RegieRole role, const char *id);
RegieRecord *regie_record_set_cmd (RegieRecord *record, const char *cmd);
RegieRecord *regie_record_set_string (RegieRecord *record, RegieField field, const char *value);
RegieRecord *regie_record_set_int (RegieRecord *record, RegieField field, gint64 value);
RegieRecord *regie_record_set_strings (RegieRecord *record,
                                       RegieField field,
                                       const char *const *value);
/** @value: (transfer none): copied deeply */
RegieRecord *regie_record_set_entries (RegieRecord *record, RegieField field, GPtrArray *value);
/** @value: (transfer none) (element-type RegieRecord): each is referenced, not copied */
RegieRecord *regie_record_set_records (RegieRecord *record, RegieField field, GPtrArray *value);
RegieRecord *regie_record_clear (RegieRecord *record, RegieField field);

/* Reading by field, for code that walks the tables; (transfer none), %NULL or 0 without the field. */
const char *regie_record_get_string (const RegieRecord *record, RegieField field);
gint64 regie_record_get_int (const RegieRecord *record, RegieField field);
const char *const *regie_record_get_strings (const RegieRecord *record, RegieField field);
GPtrArray *regie_record_get_entries (const RegieRecord *record, RegieField field);
GPtrArray *regie_record_get_records (const RegieRecord *record, RegieField field);
/** Returns: whether @field has the same value, or is absent, in both */
gboolean regie_record_same_field (const RegieRecord *a, const RegieRecord *b, RegieField field);
/** Copies @field from @from to @to, or clears it there when @from has none. */
void regie_record_copy_field (RegieRecord *to, const RegieRecord *from, RegieField field);

#define regie_record_has(record, id) (((record)->has & REGIE_HAS (id)) != 0)
/** Returns: whether @record has @field, for code that walks the tables */
#define regie_record_has_field(record, field) (((record)->has & REGIE_FIELD_SET (field)) != 0)

/* The table of fields. */
RegieFieldKind regie_field_kind (RegieField field);
/** Returns: the C member's name with hyphens: a GObject property name */
const char *regie_field_name (RegieField field);
/** Returns: the enumeration of a field of kind ENUM, else %G_TYPE_INVALID */
GType regie_field_enum (RegieField field);
/** Returns: longest text in bytes, or most items of a list; 0 where that makes no sense */
gsize regie_field_limit (RegieField field);

/* The table of records. */
/** Returns: the record's word (`message.move`), never %NULL */
const char *regie_record_type_nick (RegieRecordType type);
/** Returns: the type with this word, or %REGIE_RECORD_NONE */
RegieRecordType regie_record_type_parse (const char *nick);
RegieFieldSet regie_record_type_required (RegieRecordType type);
RegieFieldSet regie_record_type_optional (RegieRecordType type);
/** Returns: those of the optional fields that the backend alone fills in: no command may have them */
RegieFieldSet regie_record_type_assigned (RegieRecordType type);
/** Returns: the field that names the entity a record is about, or %REGIE_N_FIELDS */
RegieField regie_record_type_subject (RegieRecordType type);
/** Returns: whether it is a `….state` record */
gboolean regie_record_type_is_state (RegieRecordType type);
/** Returns: whether it holds what must not leave the backend (ballots, single upvotes) */
gboolean regie_record_type_is_private (RegieRecordType type);

/**
 * regie_record_validate:
 * @record: a record from outside
 * @error: what is wrong: %REGIE_RULE_INVALID, the message begins with the field's name
 *
 * Checks required and allowed fields, lengths, list sizes, identifiers, enumerations and text
 * (valid UTF-8, no NUL, no control characters but line feed). Knows no congress.
 */
gboolean regie_record_validate (const RegieRecord *record, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieRecord, regie_record_unref)

G_END_DECLS
