/* regie-rundown-forecast.c: what runs, what comes, and when it will really begin (SEMANTICS 5)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-rundown-forecast.h"

#include <glib/gi18n.h>

static void
slot_clear (gpointer data)
{
  RegieSlot *slot = data;

  g_clear_object (&slot->session);
}

static int
by_planned_start (gconstpointer a, gconstpointer b)
{
  const RegieRecord *one = regie_session_state (((const RegieSlot *) a)->session);
  const RegieRecord *two = regie_session_state (((const RegieSlot *) b)->session);

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  return g_strcmp0 (one->session, two->session);
}

static void
forecast_past (RegieSlot *slot, const RegieRecord *plan)
{
  slot->state = REGIE_SLOT_PAST;
  slot->start = plan->actual_start != 0 ? plan->actual_start : plan->start;
  slot->end = plan->actual_end != 0 ? plan->actual_end : plan->end;
}

static void
forecast_running (RegieSlot *slot, const RegieRecord *plan, gint64 now)
{
  gint64 late = MAX (0, plan->actual_start - plan->start);

  slot->state = REGIE_SLOT_RUNNING;
  slot->start = plan->actual_start;
  slot->end = MAX (plan->end + late, now);
}

static void
forecast_coming (RegieSlot *slot, const RegieRecord *plan, gint64 free, gint64 now)
{
  gboolean pause = plan->session_kind == REGIE_SESSION_BREAK;

  slot->start = plan->fixed || pause ? plan->start : MAX (plan->start, MAX (free, now));
  if (pause && free > slot->start)
    slot->start = MIN (free, plan->end);
  /* A break is shortened before anything behind it moves. */
  slot->end = pause ? plan->end : slot->start + (plan->end - plan->start);
}

GArray *
regie_rundown_forecast (RegieCongress *congress, const char *stage, gint64 now)
{
  GListModel *sessions = regie_congress_get_sessions (congress);
  GArray *slots = g_array_new (FALSE, TRUE, sizeof (RegieSlot));
  gint64 last_begun = 0, free = 0;
  gboolean next = TRUE;

  g_array_set_clear_func (slots, slot_clear);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr (RegieSession) session = g_list_model_get_item (sessions, i);
      const RegieRecord *plan = regie_session_state (session);
      RegieSlot slot = { 0 };

      if (g_strcmp0 (plan->stage, stage) != 0)
        continue;
      if (plan->actual_start != 0)
        last_begun = MAX (last_begun, plan->start);
      slot.session = g_steal_pointer (&session);
      g_array_append_val (slots, slot);
    }
  g_array_sort (slots, by_planned_start);
  for (guint i = 0; i < slots->len; i++)
    {
      RegieSlot *slot = &g_array_index (slots, RegieSlot, i);
      const RegieRecord *plan = regie_session_state (slot->session);
      gboolean pause = plan->session_kind == REGIE_SESSION_BREAK;

      /* What was left out, or is a break that is over, is as past as what has ended. */
      if (plan->actual_end != 0
          || (plan->actual_start == 0 && (plan->start < last_begun || (pause && plan->end <= now))))
        forecast_past (slot, plan);
      else if (plan->actual_start != 0)
        forecast_running (slot, plan, now);
      else if (pause && plan->start <= now && free <= now)
        {
          slot->state = REGIE_SLOT_RUNNING;
          slot->start = plan->start;
          slot->end = plan->end;
        }
      else
        {
          forecast_coming (slot, plan, free, now);
          slot->state = next ? REGIE_SLOT_NEXT : REGIE_SLOT_LATER;
          next = FALSE;
        }
      free = MAX (free, slot->end);
      slot->shift = slot->end - plan->end;
    }
  return slots;
}

RegieStageCount
regie_stage_count (RegieCongress *congress, const char *stage, gint64 now)
{
  RegieStageCount count = { REGIE_COUNT_NONE, 0, NULL };
  g_autoptr (GArray) slots = NULL;

  slots = regie_rundown_forecast (congress, stage, now);
  for (guint i = 0; i < slots->len; i++)
    {
      RegieSlot *slot = &g_array_index (slots, RegieSlot, i);
      const RegieRecord *plan = regie_session_state (slot->session);

      if (slot->state == REGIE_SLOT_RUNNING && plan->actual_start != 0)
        {
          count.session = slot->session;
          count.left = plan->end - now;
          count.kind = count.left < 0 ? REGIE_COUNT_OVER : REGIE_COUNT_LEFT;
          return count;
        }
      if (slot->state == REGIE_SLOT_NEXT && plan->session_kind != REGIE_SESSION_BREAK
          && count.session == NULL)
        {
          count.session = slot->session;
          count.left = plan->start - now;
          count.kind = REGIE_COUNT_UNTIL;
        }
      if (slot->state == REGIE_SLOT_LATER && count.session == NULL
          && plan->session_kind != REGIE_SESSION_BREAK)
        {
          count.session = slot->session;
          count.left = plan->start - now;
          count.kind = REGIE_COUNT_UNTIL;
        }
    }
  return count;
}

const char *
regie_count_kind_text (RegieCountKind kind)
{
  switch (kind)
    {
    case REGIE_COUNT_LEFT:
      /* Translators: after a countdown: 07:12 left */
      return _ ("left");
    case REGIE_COUNT_OVER:
      /* Translators: after an overrun: −02:10 over */
      return _ ("over");
    case REGIE_COUNT_UNTIL:
      /* Translators: after a countdown: 07:12 until start */
      return _ ("until start");
    case REGIE_COUNT_NONE:
      break;
    }
  return "";
}
