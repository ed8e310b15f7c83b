/* regie-record-table.c: which fields there are, which record has which, and their limits
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-record.h"

#define H(id) REGIE_HAS (id)

static const struct
{
  const char *name;
  RegieFieldKind kind;
  gsize limit;
  GType (*enum_type) (void);
} fields[REGIE_N_FIELDS] = {
/* The last column of REGIE_FIELDS is an enumeration's type function, or a limit. */
#define LAST_ID(last) .limit = (last)
#define LAST_TEXT(last) .limit = (last)
#define LAST_ENUM(last) .enum_type = (last)
#define LAST_INT(last) .limit = (last)
#define LAST_TIME(last) .limit = (last)
#define LAST_BOOL(last) .limit = (last)
#define LAST_STRINGS(last) .limit = (last)
#define LAST_ENTRIES(last) .limit = (last)
#define LAST_RECORDS(last) .limit = (last)
#define X(id, member, kind, last)                                                                  \
  [REGIE_FIELD_##id] = { #member, REGIE_KIND_##kind, LAST_##kind (last) },
  REGIE_FIELDS (X)
#undef X
};

typedef struct
{
  const char *nick;
  RegieField subject;
  RegieFieldSet required;
  RegieFieldSet optional;
  /* of the optional ones: those that no command may have */
  RegieFieldSet assigned;
} RecordRow;

#define NO_SUBJECT REGIE_N_FIELDS
/* One message, or several in one go: exactly one of the two (regie_record_validate()). */
#define ONE_OR_MANY (H (MESSAGE) | H (MESSAGES))

static const RecordRow rows[REGIE_N_RECORDS] = {
  [REGIE_RECORD_NONE] = { "none", NO_SUBJECT, 0, 0 },
  /* states */
  [REGIE_RECORD_CONGRESS_STATE] = { "congress.state", NO_SUBJECT, H (TITLE),
                                    H (SUBTITLE) | H (LANGUAGE) | H (TIME_ZONE) | H (START)
                                        | H (END) | H (REV) },
  [REGIE_RECORD_STAGE_STATE] = { "stage.state", REGIE_FIELD_STAGE,
                                 H (STAGE) | H (NUMBER) | H (TITLE) | H (STAGE_STATE),
                                 H (SESSION) | H (OVERLAY) | H (TARGET) | H (CHANNEL)
                                     | H (AUTOMATIC) | H (REASON) | H (MODERATED) | H (SOURCES)
                                     | H (END) | H (CHANGED) | H (REV) },
  [REGIE_RECORD_SESSION_STATE] = { "session.state", REGIE_FIELD_SESSION,
                                   H (SESSION) | H (STAGE) | H (TITLE) | H (START) | H (END),
                                   H (SUBTITLE) | H (TEXT) | H (SESSION_KIND) | H (ACTUAL_START)
                                       | H (ACTUAL_END) | H (FIXED) | H (CHANNEL) | H (REV) },
  [REGIE_RECORD_PROGRAM_STATE] = { "program.state", NO_SUBJECT, 0,
                                   H (PROGRAM) | H (ARMED) | H (PREVIOUS) | H (ARMED_REV)
                                       | H (TRANSITION) | H (TAKEN) | H (REV) },
  [REGIE_RECORD_MESSAGE_STATE] = { "message.state", REGIE_FIELD_MESSAGE,
                                   H (MESSAGE) | H (STAGE) | H (MESSAGE_KIND) | H (MESSAGE_STATE)
                                       | H (TEXT) | H (CREATED),
                                   H (SESSION) | H (ORIGINAL) | H (EDITED) | H (SCORE) | H (AUTHOR)
                                       | H (CLAIMANT) | H (NAME) | H (CLAIMED) | H (REASON)
                                       | H (NOTE) | H (LABELS) | H (TARGET) | H (FORMER)
                                       | H (ASSIGNEE) | H (PINNED) | H (ANSWER) | H (ANSWERED)
                                       | H (FLAGS) | H (RESTRAINT) | H (RANK) | H (QUEUED)
                                       | H (ERASED) | H (CHANGED) | H (REV) },
  [REGIE_RECORD_POLL_STATE] = { "poll.state", REGIE_FIELD_POLL,
                                H (POLL) | H (STAGE) | H (POLL_KIND) | H (POLL_STATE) | H (TITLE),
                                H (SESSION) | H (ENTRIES) | H (MIN) | H (MAX) | H (LENGTH)
                                    | H (ROUND) | H (VISIBILITY) | H (PLACEMENT) | H (VOTERS)
                                    | H (LATE) | H (START) | H (END) | H (LANGUAGE) | H (CHANGED)
                                    | H (LABELS) | H (REV) },
  [REGIE_RECORD_CUE_STATE] = { "cue.state", REGIE_FIELD_CUE,
                               H (CUE) | H (STAGE) | H (CUE_KIND) | H (CUE_STATE) | H (CREATED),
                               H (TEXT) | H (NAME) | H (CHANGED) | H (REV) },
  [REGIE_RECORD_POST_STATE] = { "post.state", REGIE_FIELD_POST, H (POST) | H (TEXT) | H (CREATED),
                                H (NAME) | H (STAGE) | H (REV) },
  [REGIE_RECORD_STEP_STATE] = { "step.state", REGIE_FIELD_STEP,
                                H (STEP) | H (STAGE) | H (ACTION) | H (ACTOR) | H (MESSAGES)
                                    | H (BEFORE) | H (AFTER),
                                H (NAME) | H (CREATED) | H (UNDONE) | H (REV) },
  [REGIE_RECORD_GONE] = { "gone", NO_SUBJECT, 0, H (MESSAGE) | H (POLL) | H (SESSION) | H (STAGE) },
  /* changes */
  [REGIE_RECORD_STAGE_SET] = { "stage.set", REGIE_FIELD_STAGE, H (STAGE) | H (STAGE_STATE),
                               H (SESSION) | H (END) },
  [REGIE_RECORD_STAGE_OVERLAY] = { "stage.overlay", REGIE_FIELD_STAGE, H (STAGE) | H (OVERLAY),
                                   H (TARGET) },
  /* Without a channel the override goes: the agenda's own value stands again. */
  [REGIE_RECORD_STAGE_CHANNEL] = { "stage.channel", REGIE_FIELD_STAGE, H (STAGE),
                                   H (CHANNEL) | H (REASON) },
  [REGIE_RECORD_STAGE_MODERATION] = { "stage.moderation", REGIE_FIELD_STAGE,
                                      H (STAGE) | H (MODERATED), 0 },
  [REGIE_RECORD_STAGE_SOURCES] = { "stage.sources", REGIE_FIELD_STAGE, H (STAGE) | H (SOURCES), 0 },
  [REGIE_RECORD_PROGRAM_ARM] = { "program.arm", NO_SUBJECT, H (STAGE), 0 },
  [REGIE_RECORD_PROGRAM_TAKE] = { "program.take", NO_SUBJECT, H (ARMED_REV), H (TRANSITION) },
  [REGIE_RECORD_PROGRAM_TAKE_BACK] = { "program.take_back", NO_SUBJECT, H (STAGE), 0 },
  [REGIE_RECORD_PROGRAM_HOLD] = { "program.hold", NO_SUBJECT, H (ON), H (STAGE) },
  [REGIE_RECORD_MESSAGE_SUBMIT] = { "message.submit", REGIE_FIELD_MESSAGE,
                                    H (MESSAGE) | H (STAGE) | H (MESSAGE_KIND) | H (TEXT),
                                    H (SESSION) | H (FLAGS) | H (RESTRAINT),
                                    H (FLAGS) | H (RESTRAINT) },
  [REGIE_RECORD_MESSAGE_WITHDRAW] = { "message.withdraw", REGIE_FIELD_MESSAGE, H (MESSAGE), 0 },
  [REGIE_RECORD_MESSAGE_UPVOTE] = { "message.upvote", REGIE_FIELD_MESSAGE, H (MESSAGE) | H (ON),
                                    0 },
  [REGIE_RECORD_MESSAGE_SCORES] = { "message.scores", NO_SUBJECT, H (ENTRIES), 0 },
  [REGIE_RECORD_MESSAGE_MOVE] = { "message.move", REGIE_FIELD_MESSAGE, H (MESSAGE_STATE),
                                  ONE_OR_MANY | H (REASON) | H (SESSION) | H (ANSWER) | H (NAME) },
  /* Whose claim is taken over is said by name: `claimant`. */
  [REGIE_RECORD_MESSAGE_CLAIM] = { "message.claim", REGIE_FIELD_MESSAGE, H (MESSAGE) | H (ON),
                                   H (CLAIMANT) | H (NAME) },
  [REGIE_RECORD_MESSAGE_EDIT] = { "message.edit", REGIE_FIELD_MESSAGE, H (MESSAGE) | H (TEXT),
                                  H (NAME) },
  [REGIE_RECORD_MESSAGE_CLASSIFY] = { "message.classify", REGIE_FIELD_MESSAGE, H (MESSAGE_KIND),
                                      ONE_OR_MANY | H (NAME) },
  [REGIE_RECORD_MESSAGE_LABEL] = { "message.label", REGIE_FIELD_MESSAGE, H (LABELS),
                                   ONE_OR_MANY | H (NAME) },
  [REGIE_RECORD_MESSAGE_RELABEL] = { "message.relabel", REGIE_FIELD_MESSAGE, 0,
                                     ONE_OR_MANY | H (ADD) | H (REMOVE) | H (NAME) },
  [REGIE_RECORD_MESSAGE_NOTE] = { "message.note", REGIE_FIELD_MESSAGE, H (MESSAGE) | H (NOTE),
                                  H (NAME) },
  [REGIE_RECORD_MESSAGE_MERGE] = { "message.merge", REGIE_FIELD_MESSAGE, H (MESSAGE) | H (TARGET),
                                   H (NAME) },
  [REGIE_RECORD_MESSAGE_UNMERGE] = { "message.unmerge", REGIE_FIELD_MESSAGE, H (MESSAGE),
                                     H (NAME) },
  [REGIE_RECORD_MESSAGE_ASSIGN] = { "message.assign", REGIE_FIELD_MESSAGE, H (ASSIGNEE),
                                    ONE_OR_MANY | H (NAME) },
  [REGIE_RECORD_MESSAGE_PIN] = { "message.pin", REGIE_FIELD_MESSAGE, H (ON),
                                 ONE_OR_MANY | H (NAME) },
  [REGIE_RECORD_MESSAGE_ANSWER] = { "message.answer", REGIE_FIELD_MESSAGE, H (MESSAGE) | H (ANSWER),
                                    H (NAME) },
  [REGIE_RECORD_MESSAGE_FLAG] = { "message.flag", REGIE_FIELD_MESSAGE, H (FLAGS),
                                  ONE_OR_MANY | H (NAME) },
  [REGIE_RECORD_MESSAGE_RESTRAIN] = { "message.restrain", REGIE_FIELD_MESSAGE,
                                      H (MESSAGE) | H (RESTRAINT), H (NAME) },
  [REGIE_RECORD_MESSAGE_ORDER] = { "message.order", REGIE_FIELD_STAGE, H (STAGE) | H (MESSAGES),
                                   H (NAME) },
  [REGIE_RECORD_MESSAGE_ADVANCE] = { "message.advance", REGIE_FIELD_MESSAGE, H (MESSAGE),
                                     H (TARGET) | H (NAME) },
  [REGIE_RECORD_MESSAGE_UNDO] = { "message.undo", REGIE_FIELD_STEP, H (STEP), H (NAME) },
  [REGIE_RECORD_MESSAGE_REDO] = { "message.redo", REGIE_FIELD_STEP, H (STEP), H (NAME) },
  [REGIE_RECORD_POLL_CREATE] = { "poll.create", REGIE_FIELD_POLL,
                                 H (POLL) | H (STAGE) | H (POLL_KIND) | H (TITLE),
                                 H (SESSION) | H (ENTRIES) | H (MIN) | H (MAX) | H (LENGTH)
                                     | H (LANGUAGE) | H (VISIBILITY) },
  [REGIE_RECORD_POLL_OPEN] = { "poll.open", REGIE_FIELD_POLL, H (POLL), H (END) | H (VISIBILITY) },
  [REGIE_RECORD_POLL_CLOSE] = { "poll.close", REGIE_FIELD_POLL, H (POLL), 0 },
  [REGIE_RECORD_POLL_SHOW] = { "poll.show", REGIE_FIELD_POLL, H (POLL),
                               H (VISIBILITY) | H (PLACEMENT) },
  [REGIE_RECORD_POLL_BALLOT] = { "poll.ballot", REGIE_FIELD_POLL, H (POLL) | H (ROUND) | H (IDS),
                                 0 },
  [REGIE_RECORD_POLL_TALLY] = { "poll.tally", REGIE_FIELD_POLL,
                                H (POLL) | H (ROUND) | H (ENTRIES) | H (VOTERS),
                                H (LATE) | H (FINAL) },
  [REGIE_RECORD_WORD_BLOCK] = { "word.block", REGIE_FIELD_POLL, H (POLL) | H (KEY) | H (ON), 0 },
  [REGIE_RECORD_CUE_SEND] = { "cue.send", REGIE_FIELD_CUE, H (CUE) | H (STAGE) | H (CUE_KIND),
                              H (TEXT) | H (NAME) },
  [REGIE_RECORD_CUE_MARK] = { "cue.mark", REGIE_FIELD_CUE, H (CUE) | H (CUE_STATE), 0 },
  [REGIE_RECORD_BACKSTAGE_POST] = { "backstage.post", REGIE_FIELD_POST, H (POST) | H (TEXT),
                                    H (NAME) | H (STAGE) },
  /* Asked for by naming one of the person's messages, or, for oneself, none. The backend puts in its
   * place what it finds: the pseudonym, the one that stands in for it (`target`), all the person's
   * messages, and the running polls whose ballots go (`ids`). */
  [REGIE_RECORD_PERSON_ERASE] = { "person.erase", REGIE_FIELD_MESSAGE, 0,
                                  ONE_OR_MANY | H (AUTHOR) | H (TARGET) | H (IDS) | H (NAME),
                                  H (MESSAGES) | H (AUTHOR) | H (TARGET) | H (IDS) },
};

RegieFieldKind
regie_field_kind (RegieField field)
{
  g_assert (field < REGIE_N_FIELDS);
  return fields[field].kind;
}

const char *
regie_field_name (RegieField field)
{
  /* Made once: underscores become hyphens, as GObject wants property names. */
  static const char *names[REGIE_N_FIELDS];
  static gsize made;

  g_assert (field < REGIE_N_FIELDS);
  if (g_once_init_enter (&made))
    {
      for (int i = 0; i < REGIE_N_FIELDS; i++)
        {
          g_autofree char *name = g_strdelimit (g_strdup (fields[i].name), "_", '-');
          names[i] = g_intern_string (name);
        }
      g_once_init_leave (&made, 1);
    }
  return names[field];
}

GType
regie_field_enum (RegieField field)
{
  g_assert (field < REGIE_N_FIELDS);
  return fields[field].enum_type != NULL ? fields[field].enum_type () : G_TYPE_INVALID;
}

gsize
regie_field_limit (RegieField field)
{
  g_assert (field < REGIE_N_FIELDS);
  return fields[field].limit;
}

const char *
regie_record_type_nick (RegieRecordType type)
{
  g_assert (type < REGIE_N_RECORDS);
  return rows[type].nick;
}

RegieRecordType
regie_record_type_parse (const char *nick)
{
  static GHashTable *types;
  static gsize made;

  if (g_once_init_enter (&made))
    {
      types = g_hash_table_new (g_str_hash, g_str_equal);
      for (int i = REGIE_RECORD_NONE + 1; i < REGIE_N_RECORDS; i++)
        g_hash_table_insert (types, (gpointer) rows[i].nick, GINT_TO_POINTER (i));
      g_once_init_leave (&made, 1);
    }
  return nick != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (types, nick)) : REGIE_RECORD_NONE;
}

RegieFieldSet
regie_record_type_required (RegieRecordType type)
{
  g_assert (type < REGIE_N_RECORDS);
  return rows[type].required;
}

RegieFieldSet
regie_record_type_optional (RegieRecordType type)
{
  g_assert (type < REGIE_N_RECORDS);
  return rows[type].optional;
}

RegieFieldSet
regie_record_type_assigned (RegieRecordType type)
{
  g_assert (type < REGIE_N_RECORDS);
  return rows[type].assigned;
}

RegieField
regie_record_type_subject (RegieRecordType type)
{
  g_assert (type < REGIE_N_RECORDS);
  return rows[type].subject;
}

gboolean
regie_record_type_is_state (RegieRecordType type)
{
  return type >= REGIE_RECORD_CONGRESS_STATE && type <= REGIE_RECORD_GONE;
}

gboolean
regie_record_type_is_private (RegieRecordType type)
{
  return type == REGIE_RECORD_POLL_BALLOT || type == REGIE_RECORD_MESSAGE_UPVOTE;
}
