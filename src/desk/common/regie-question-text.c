/* regie-question-text.c: the words the desk has for messages, their states and their lists
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-text.h"

#include "regie-time-text.h"

#include <glib/gi18n.h>

const char *
regie_message_kind_text (RegieMessageKind kind)
{
  switch (kind)
    {
    case REGIE_MESSAGE_QUESTION:
      return _ ("question");
    case REGIE_MESSAGE_COMMENT:
      return _ ("comment");
    case REGIE_MESSAGE_PRAISE:
      return _ ("praise");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
regie_message_state_text (RegieMessageState state)
{
  switch (state)
    {
    case REGIE_MESSAGE_NEW:
      return C_ ("message state", "New");
    case REGIE_MESSAGE_IN_REVIEW:
      return C_ ("message state", "In review");
    case REGIE_MESSAGE_APPROVED:
      return C_ ("message state", "Approved");
    case REGIE_MESSAGE_NEXT:
      return C_ ("message state", "Next");
    case REGIE_MESSAGE_ON_AIR:
      return C_ ("message state", "On air");
    case REGIE_MESSAGE_ANSWERED:
      return C_ ("message state", "Answered");
    case REGIE_MESSAGE_ARCHIVED:
      return C_ ("message state", "Archived");
    case REGIE_MESSAGE_REJECTED:
      return C_ ("message state", "Rejected");
    case REGIE_MESSAGE_MERGED:
      return C_ ("message state", "Merged");
    case REGIE_MESSAGE_PARKED:
      return C_ ("message state", "Parked");
    case REGIE_MESSAGE_WITHDRAWN:
      return C_ ("message state", "Withdrawn");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
regie_question_state_text (const RegieRecord *state)
{
  return state->erased ? C_ ("message state", "Erased")
                       : regie_message_state_text ((RegieMessageState) state->message_state);
}

const char *
regie_question_shown_text (const RegieRecord *state)
{
  if (state->erased)
    return C_ ("message", "Erased");
  return state->text ? state->text : "";
}

const char *
regie_questions_title (RegieQuestions which)
{
  switch (which)
    {
    case REGIE_QUESTIONS_INBOX:
      return C_ ("list of questions", "Inbox");
    case REGIE_QUESTIONS_APPROVED:
      return C_ ("list of questions", "Approved");
    case REGIE_QUESTIONS_NEXT:
    case REGIE_QUESTIONS_STACK:
      return C_ ("list of questions", "Next");
    case REGIE_QUESTIONS_ANSWERED:
      return C_ ("list of questions", "Answered");
    case REGIE_QUESTIONS_PARKED:
      return C_ ("list of questions", "Parked");
    case REGIE_QUESTIONS_REJECTED:
      return C_ ("list of questions", "Rejected");
    case REGIE_QUESTIONS_ALL:
      return C_ ("list of questions", "All");
    case REGIE_QUESTIONS_ON_AIR:
      return C_ ("list of questions", "On air");
    default:
      g_return_val_if_reached ("");
    }
}

char *
regie_text_ago (gint64 age)
{
  int minutes = (int) (MAX (age, 0) / (60 * G_USEC_PER_SEC));

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 120)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes),
                            minutes);
  return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) minutes / 60),
                          minutes / 60);
}

char *
regie_text_votes (gint64 votes)
{
  g_autofree char *number = regie_text_count (votes);

  return g_strdup_printf (ngettext ("%s vote", "%s votes", (gulong) votes), number);
}

char *
regie_question_claim_text (const RegieRecord *state, gboolean mine)
{
  g_autofree char *name = NULL;

  if (!state->claimant)
    return NULL;
  if (mine)
    return g_strdup (_ ("You are on this"));
  name = regie_text_isolate (state->name ? state->name : state->claimant);
  /* Translators: a moderator is working on this question */
  return g_strdup_printf (_ ("%s is on this"), name);
}

char *
regie_question_meta (const RegieRecord *state, gint64 now)
{
  const char *kind = regie_message_kind_text ((RegieMessageKind) state->message_kind);
  g_autofree char *age = regie_text_age (now - state->created);

  return g_strjoin (" · ", kind, age, NULL);
}

static const char *
flag_text (const char *flag)
{
  static const struct
  {
    const char *flag;
    const char *text;
  } texts[] = {
    { "block_list", N_ ("block list") },        { "link", N_ ("link") },
    { "repeat", N_ ("repeated text") },         { "flood", N_ ("many from one sender") },
    { "brigade", N_ ("votes came very fast") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (g_str_equal (texts[i].flag, flag))
        return _ (texts[i].text);
    }
  return flag;
}

char *
regie_question_flags_text (const RegieRecord *state)
{
  g_autoptr (GString) all = NULL;

  if (!state->flags || !*state->flags)
    return NULL;
  all = g_string_new (NULL);
  for (char **flag = state->flags; *flag; flag++)
    g_string_append_printf (all, "%s%s", all->len ? ", " : "", flag_text (*flag));
  /* Translators: why a message is to be looked at twice: "Flagged: link, repeated text" */
  return g_strdup_printf (_ ("Flagged: %s"), all->str);
}

char *
regie_question_sentence (const RegieRecord *state, gint64 now, gboolean mine, gboolean elsewhere)
{
  g_autofree char *votes = regie_text_votes (state->score);
  g_autofree char *ago = regie_text_ago (now - state->created);
  g_autofree char *flags = regie_question_flags_text (state);
  g_autoptr (GString) sentence = g_string_new (NULL);

  if (elsewhere)
    g_string_append_printf (sentence, "%s: ", regie_question_state_text (state));
  g_string_append_printf (sentence, "%s, %s, %s", votes,
                          regie_message_kind_text ((RegieMessageKind) state->message_kind), ago);
  if (state->pinned)
    g_string_append_printf (sentence, ", %s", _ ("pinned"));
  for (char **label = state->labels; label && *label; label++)
    g_string_append_printf (sentence, ", %s", *label);
  if (state->original)
    g_string_append_printf (sentence, ", %s", _ ("edited"));
  if (state->assignee)
    {
      g_string_append (sentence, ", ");
      /* Translators: the panellist who is to answer, in the sentence of a row */
      g_string_append_printf (sentence, _ ("for %s"), state->assignee);
    }
  if (flags)
    g_string_append_printf (sentence, ", %s", flags);
  if (state->claimant)
    {
      g_string_append (sentence, ", ");
      if (mine)
        g_string_append (sentence, _ ("claimed by you"));
      else
        /* Translators: who works on a message, in the sentence of a row */
        g_string_append_printf (sentence, _ ("claimed by %s"),
                                state->name ? state->name : state->claimant);
    }
  g_string_append_printf (sentence, ": %s", regie_question_shown_text (state));
  return g_string_free_and_steal (g_steal_pointer (&sentence));
}
