/* regie-deed-text.c: what somebody did to a message, in words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-deed-text.h"

#include "regie-question-rules.h"
#include "regie-question-text.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

/** A quoted text is cut behind so many characters. */
#define QUOTE_LENGTH 60

char *
regie_quoted_text (const char *text)
{
  g_autofree char *line = g_strdup (text != NULL ? text : "");
  g_autofree char *isolated = NULL;

  g_strdelimit (line, "\n", ' ');
  if (g_utf8_strlen (line, -1) > QUOTE_LENGTH)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, QUOTE_LENGTH - 2);
      g_autofree char *begun = g_strconcat (g_strchomp (cut), "…", NULL);
      isolated = regie_text_isolate (begun);
    }
  else
    isolated = regie_text_isolate (line);
  /* Translators: a title or a question, in quotation marks */
  return g_strdup_printf (_ ("“%s”"), isolated);
}

char *
regie_message_quoted_text (RegieCongress *congress, const char *id)
{
  RegieMessage *message = id != NULL ? regie_congress_find_message (congress, id) : NULL;

  if (message != NULL && regie_message_state (message)->erased)
    return g_strdup (_ ("an erased message"));
  return regie_quoted_text (message != NULL ? regie_message_state (message)->text : id);
}

char *
regie_actor_text (const RegieRecord *record)
{
  if (record->name != NULL)
    return g_strdup (record->name);
  switch (record->by.role)
    {
    case REGIE_ROLE_DIRECTOR:
    case REGIE_ROLE_ADMIN:
    case REGIE_ROLE_MODERATOR:
      /* A token's id says nothing to anybody. */
      return g_strdup (record->by.role == REGIE_ROLE_MODERATOR ? _ ("Moderator") : _ ("Director"));
    case REGIE_ROLE_SYSTEM:
      return g_strdup (_ ("Backend"));
    case REGIE_ROLE_NONE:
    case REGIE_ROLE_PARTICIPANT:
    case REGIE_ROLE_SCREEN:
      break;
    }
  return g_strdup (_ ("Audience"));
}

/* Reasons and flags */

const char *
regie_reject_reason_text (RegieRejectReason reason)
{
  switch (reason)
    {
    case REGIE_REJECT_OFF_TOPIC:
      return _ ("Off topic");
    case REGIE_REJECT_ALREADY_ANSWERED:
      return _ ("Answered already");
    case REGIE_REJECT_ALREADY_ASKED:
      return _ ("Asked before");
    case REGIE_REJECT_UNCLEAR:
      return _ ("Not clear");
    case REGIE_REJECT_TOO_LATE:
      return _ ("Came too late");
    case REGIE_REJECT_TONE:
      return _ ("Insulting");
    case REGIE_REJECT_PERSONAL_DATA:
      return _ ("About a private person");
    case REGIE_REJECT_ADVERTISING:
      return _ ("Advertising");
    case REGIE_REJECT_OTHER:
      return _ ("Another reason");
    default:
      g_return_val_if_reached ("");
    }
}

char *
regie_reason_text (const char *reason)
{
  const char *text = NULL;
  RegieRejectReason word = regie_reject_reason_parse (reason, &text);

  if (word == REGIE_REJECT_OTHER)
    return g_strdup (text ? text : regie_reject_reason_text (word));
  return text ? g_strdup_printf ("%s: %s", regie_reject_reason_text (word), text)
              : g_strdup (regie_reject_reason_text (word));
}

char *
regie_flags_text (const char *const *flags)
{
  static const struct
  {
    const char *word;
    const char *text;
  } texts[] = {
    { "block_list", N_ ("a word of the block list") },
    { "link", N_ ("a link") },
    { "repeat", N_ ("the same text as others") },
    { "flood", N_ ("many messages by one sender") },
    { "brigade", N_ ("votes come unusually fast") },
  };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (; flags && *flags; flags++)
    {
      const char *text = *flags;

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          if (g_str_equal (texts[i].word, *flags))
            text = _ (texts[i].text);
        }
      g_strv_builder_add (builder, text);
    }
  all = g_strv_builder_end (builder);
  return g_strjoinv (", ", all);
}

/* Deeds */

static char *
text_of_move (RegieCongress *congress, const RegieRecord *record)
{
  g_autofree char *reason = record->reason ? regie_reason_text (record->reason) : NULL;
  RegieSession *talk =
      record->session ? regie_congress_find_session (congress, record->session) : NULL;
  g_autofree char *title = talk ? regie_quoted_text (regie_session_state (talk)->title) : NULL;

  switch ((RegieMessageState) record->message_state)
    {
    case REGIE_MESSAGE_NEW:
      return g_strdup (_ ("put back into the inbox"));
    case REGIE_MESSAGE_APPROVED:
      return g_strdup (C_ ("deed", "approved"));
    case REGIE_MESSAGE_NEXT:
      return g_strdup (C_ ("deed", "put next"));
    case REGIE_MESSAGE_ON_AIR:
      return g_strdup (C_ ("deed", "put on air"));
    case REGIE_MESSAGE_ANSWERED:
      return g_strdup (record->answer ? _ ("answered in writing") : C_ ("deed", "answered"));
    case REGIE_MESSAGE_ARCHIVED:
      return g_strdup (C_ ("deed", "archived"));
    case REGIE_MESSAGE_REJECTED:
      return reason ? g_strdup_printf (_ ("rejected (%s)"), reason)
                    : g_strdup (C_ ("deed", "rejected"));
    case REGIE_MESSAGE_PARKED:
      return title ? g_strdup_printf (_ ("parked for %s"), title)
                   : g_strdup (C_ ("deed", "parked"));
    case REGIE_MESSAGE_MERGED:
    case REGIE_MESSAGE_IN_REVIEW:
    case REGIE_MESSAGE_WITHDRAWN:
      break;
    }
  return NULL;
}

static char *
text_of_claim (const RegieRecord *record)
{
  if (!record->on)
    return g_strdup (record->by.role == REGIE_ROLE_SYSTEM ? _ ("let the claim run out")
                                                          : _ ("let go of it"));
  return g_strdup (_ ("claimed it"));
}

static char *
text_of_merge (RegieCongress *congress, const RegieRecord *record, const char *about)
{
  const char *other = g_strcmp0 (about, record->target) == 0 ? record->message : record->target;
  g_autofree char *text = regie_message_quoted_text (congress, other);

  return other == record->target ? g_strdup_printf (_ ("merged it into %s"), text)
                                 : g_strdup_printf (_ ("merged %s into it"), text);
}

static char *
text_of_labels (const RegieRecord *record)
{
  g_autofree char *labels = record->labels ? g_strjoinv (", ", record->labels) : NULL;

  return labels && *labels ? g_strdup_printf (_ ("labelled it %s"), labels)
                           : g_strdup (_ ("took the labels off"));
}

static char *
text_of_relabel (const RegieRecord *record)
{
  g_autofree char *add = record->add ? g_strjoinv (", ", record->add) : g_strdup ("");
  g_autofree char *remove = record->remove ? g_strjoinv (", ", record->remove) : g_strdup ("");

  if (*add && *remove)
    return g_strdup_printf (_ ("labelled it %s and took %s off"), add, remove);
  return *add ? g_strdup_printf (_ ("labelled it %s"), add)
              : g_strdup_printf (_ ("took the label %s off"), remove);
}

static char *
text_of_flags (const RegieRecord *record)
{
  g_autofree char *flags = regie_flags_text ((const char *const *) record->flags);

  return *flags ? g_strdup_printf (_ ("flagged it: %s"), flags)
                : g_strdup (_ ("cleared the flags"));
}

static char *
text_of_restraint (const RegieRecord *record)
{
  switch ((RegieRestraint) record->restraint)
    {
    case REGIE_RESTRAINT_SLOW:
      return g_strdup (_ ("slowed the author down"));
    case REGIE_RESTRAINT_MUTE:
      return g_strdup (_ ("muted the author"));
    case REGIE_RESTRAINT_NONE:
    default:
      return g_strdup (_ ("let the author write again"));
    }
}

static char *
text_of_undo (RegieCongress *congress, const RegieRecord *record)
{
  RegieStep *step = regie_congress_find_step (congress, record->step);
  g_autofree char *what = step ? regie_step_text (congress, step) : NULL;

  if (!what)
    return g_strdup (record->type == REGIE_RECORD_MESSAGE_UNDO ? _ ("took a step back")
                                                               : _ ("did a step again"));
  return g_strdup_printf (
      record->type == REGIE_RECORD_MESSAGE_UNDO ? _ ("took back: %s") : _ ("did again: %s"), what);
}

char *
regie_deed_text (RegieCongress *congress, const RegieRecord *record, const char *about)
{
  /* Only messages have deeds. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wswitch-enum"
  switch (record->type)
    {
    case REGIE_RECORD_MESSAGE_SUBMIT:
      return g_strdup (_ ("sent it in"));
    case REGIE_RECORD_MESSAGE_WITHDRAW:
      return g_strdup (_ ("withdrew it"));
    case REGIE_RECORD_MESSAGE_MOVE:
      return text_of_move (congress, record);
    case REGIE_RECORD_MESSAGE_CLAIM:
      return text_of_claim (record);
    case REGIE_RECORD_MESSAGE_EDIT:
      return g_strdup (_ ("edited the text"));
    case REGIE_RECORD_MESSAGE_CLASSIFY:
      return g_strdup_printf (_ ("made it a %s"),
                              regie_message_kind_text ((RegieMessageKind) record->message_kind));
    case REGIE_RECORD_MESSAGE_LABEL:
      return text_of_labels (record);
    case REGIE_RECORD_MESSAGE_RELABEL:
      return text_of_relabel (record);
    case REGIE_RECORD_MESSAGE_NOTE:
      return g_strdup (record->note && *record->note ? _ ("wrote a note") : _ ("deleted the note"));
    case REGIE_RECORD_MESSAGE_MERGE:
      return text_of_merge (congress, record, about);
    case REGIE_RECORD_MESSAGE_UNMERGE:
      return g_strdup (_ ("took it apart again"));
    case REGIE_RECORD_MESSAGE_ASSIGN:
      return record->assignee && *record->assignee
                 ? g_strdup_printf (_ ("assigned it to %s"), record->assignee)
                 : g_strdup (_ ("assigned it to nobody"));
    case REGIE_RECORD_MESSAGE_PIN:
      return g_strdup (record->on ? _ ("pinned it") : _ ("unpinned it"));
    case REGIE_RECORD_MESSAGE_ANSWER:
      return g_strdup (_ ("changed the written answer"));
    case REGIE_RECORD_MESSAGE_FLAG:
      return text_of_flags (record);
    case REGIE_RECORD_MESSAGE_RESTRAIN:
      return text_of_restraint (record);
    case REGIE_RECORD_PERSON_ERASE:
      return g_strdup (record->by.role == REGIE_ROLE_PARTICIPANT ? _ ("had the own data erased")
                                                                 : _ ("erased the person"));
    case REGIE_RECORD_MESSAGE_ORDER:
      return g_strdup (_ ("changed the order of what is next"));
    case REGIE_RECORD_MESSAGE_ADVANCE:
      return g_strdup (about && g_strcmp0 (about, record->target) == 0 ? C_ ("deed", "put on air")
                                                                       : C_ ("deed", "answered"));
    case REGIE_RECORD_MESSAGE_UNDO:
    case REGIE_RECORD_MESSAGE_REDO:
      return text_of_undo (congress, record);
    default:
      return NULL;
    }
#pragma GCC diagnostic pop
}

/* @message: (nullable): the only one, or the first of @count */
static char *
line_of (RegieCongress *congress, const char *deed, const char *message, guint count)
{
  g_autofree char *what =
      count > 1 ? g_strdup_printf (ngettext ("%u message", "%u messages", (gulong) count), count)
                : regie_message_quoted_text (congress, message);

  /* Translators: what was done, and to which message: "rejected: “…”" */
  return g_strdup_printf (C_ ("step", "%s: %s"), deed, what);
}

char *
regie_deed_line (RegieCongress *congress, const RegieRecord *record)
{
  const char *message = record->type == REGIE_RECORD_MESSAGE_ADVANCE && record->target
                            ? record->target
                            : record->message;
  g_autofree char *deed = regie_deed_text (congress, record, message);
  guint count = record->messages ? g_strv_length (record->messages) : 0;

  if (!deed || (!message && count == 0))
    return g_steal_pointer (&deed);
  return line_of (congress, deed, message ? message : record->messages[0], message ? 1 : count);
}

/* Puts the labels that @part has and @other has not into @field. */
static void
set_labels_only_in (RegieRecord *record,
                    RegieField field,
                    const RegieRecord *part,
                    const RegieRecord *other)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (char **label = part->labels; label && *label; label++)
    {
      if (!other->labels || !g_strv_contains ((const char *const *) other->labels, *label))
        g_strv_builder_add (builder, *label);
    }
  labels = g_strv_builder_end (builder);
  regie_record_set_strings (record, field, (const char *const *) labels);
}

/* A step keeps what it made of the messages, not the record: enough to say what it was. */
static RegieRecord *
record_of_step (const RegieRecord *step)
{
  static const RegieField same[] = {
    REGIE_FIELD_MESSAGE_STATE, REGIE_FIELD_MESSAGE_KIND, REGIE_FIELD_REASON,  REGIE_FIELD_SESSION,
    REGIE_FIELD_LABELS,        REGIE_FIELD_NOTE,         REGIE_FIELD_ANSWER,  REGIE_FIELD_ASSIGNEE,
    REGIE_FIELD_FLAGS,         REGIE_FIELD_TARGET,       REGIE_FIELD_MESSAGE,
  };
  RegieRecord *record = regie_record_new (regie_record_type_parse (step->action));
  const RegieRecord *after =
      step->after && step->after->len > 0 ? g_ptr_array_index (step->after, 0) : NULL;

  for (guint i = 0; after && i < G_N_ELEMENTS (same); i++)
    regie_record_copy_field (record, after, same[i]);
  if (after)
    regie_record_set_int (record, REGIE_FIELD_ON, after->pinned);
  if (after && record->type == REGIE_RECORD_MESSAGE_RELABEL)
    {
      const RegieRecord *before = g_ptr_array_index (step->before, 0);

      set_labels_only_in (record, REGIE_FIELD_ADD, after, before);
      set_labels_only_in (record, REGIE_FIELD_REMOVE, before, after);
    }
  return record;
}

char *
regie_step_text (RegieCongress *congress, RegieStep *step)
{
  return regie_step_state_text (congress, regie_step_state (step));
}

char *
regie_step_state_text (RegieCongress *congress, const RegieRecord *state)
{
  g_autoptr (RegieRecord) record = record_of_step (state);
  g_autofree char *deed = regie_deed_text (congress, record, record->message);
  guint count = state->messages ? g_strv_length (state->messages) : 0;

  if (!deed)
    deed = g_strdup (_ ("changed"));
  if (record->type == REGIE_RECORD_MESSAGE_ORDER)
    return g_steal_pointer (&deed);
  /* Merging and advancing change two messages for one. */
  if (record->type == REGIE_RECORD_MESSAGE_MERGE || record->type == REGIE_RECORD_MESSAGE_ADVANCE)
    count = MIN (count, 1);
  return line_of (congress, deed, count > 0 ? state->messages[0] : NULL, count);
}
