/* regie-alarm-list.c: the alarms that stand, as a list for the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-alarm-list.h"

#include <string.h>

struct _RegieAlarmList
{
  GObject parent_instance;

  RegieAlarm *alarms[REGIE_ALARM_KINDS];
  gint64 ignored_until[REGIE_ALARM_KINDS];
  /* those that stand, in the list's order; not owned */
  RegieAlarm *shown[REGIE_ALARM_KINDS];
  guint n_shown;
  RegieAlarm *worst;
};

static GType
get_item_type (GListModel *model)
{
  return REGIE_TYPE_ALARM;
}

static guint
get_n_items (GListModel *model)
{
  return REGIE_ALARM_LIST (model)->n_shown;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RegieAlarmList *self = REGIE_ALARM_LIST (model);

  return position < self->n_shown ? g_object_ref (self->shown[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieAlarmList,
                               regie_alarm_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
regie_alarm_list_finalize (GObject *object)
{
  RegieAlarmList *self = REGIE_ALARM_LIST (object);

  for (guint i = 0; i < REGIE_ALARM_KINDS; i++)
    g_clear_object (&self->alarms[i]);
  G_OBJECT_CLASS (regie_alarm_list_parent_class)->finalize (object);
}

static void
regie_alarm_list_class_init (RegieAlarmListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_alarm_list_finalize;
}

static void
regie_alarm_list_init (RegieAlarmList *self)
{
}

RegieAlarmList *
regie_alarm_list_new (void)
{
  return g_object_new (REGIE_TYPE_ALARM_LIST, NULL);
}

/* Counting ones first, then the critical ones, then as their kinds are ordered: a list that changes
 * its order with every onset is hard to read. */
static int
compare (const void *a, const void *b)
{
  RegieAlarm *left = *(RegieAlarm *const *) a;
  RegieAlarm *right = *(RegieAlarm *const *) b;
  const gboolean left_ignored = regie_alarm_get_ignored_until (left) != 0;
  const gboolean right_ignored = regie_alarm_get_ignored_until (right) != 0;

  if (left_ignored != right_ignored)
    return left_ignored ? 1 : -1;
  if (regie_alarm_get_severity (left) != regie_alarm_get_severity (right))
    return (int) regie_alarm_get_severity (right) - (int) regie_alarm_get_severity (left);
  return (int) regie_alarm_get_kind (left) - (int) regie_alarm_get_kind (right);
}

/* Only the part of the list that differs is announced as changed. */
static void
show (RegieAlarmList *self, RegieAlarm *const *alarms, guint n)
{
  const guint before = self->n_shown;
  guint head = 0, tail = 0;

  while (head < before && head < n && self->shown[head] == alarms[head])
    head++;
  while (tail < before - head && tail < n - head
         && self->shown[before - 1 - tail] == alarms[n - 1 - tail])
    tail++;
  memcpy (self->shown, alarms, n * sizeof (RegieAlarm *));
  self->n_shown = n;
  if (before - head - tail > 0 || n - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before - head - tail, n - head - tail);
}

gboolean
regie_alarm_list_update (RegieAlarmList *self, const RegieAlarmReport *reports, gint64 now)
{
  RegieAlarm *old = self->worst;
  RegieAlarm *raised[REGIE_ALARM_KINDS];
  RegieAlarm *cleared[REGIE_ALARM_KINDS];
  guint n_raised = 0, n_cleared = 0;

  for (guint i = 0; i < REGIE_ALARM_KINDS; i++)
    {
      if (!reports[i].raised)
        {
          if (self->alarms[i])
            cleared[n_cleared++] = g_steal_pointer (&self->alarms[i]);
          continue;
        }
      if (!self->alarms[i])
        self->alarms[i] = regie_alarm_new ((RegieAlarmKind) i);
      regie_alarm_update (self->alarms[i], &reports[i],
                          regie_alarm_list_get_ignored_until (self, (RegieAlarmKind) i, now));
      raised[n_raised++] = self->alarms[i];
    }
  qsort (raised, n_raised, sizeof (RegieAlarm *), compare);
  self->worst = n_raised > 0 && regie_alarm_get_ignored_until (raised[0]) == 0 ? raised[0] : NULL;
  show (self, raised, n_raised);
  for (guint i = 0; i < n_cleared; i++)
    g_object_unref (cleared[i]);
  return self->worst != old;
}

RegieAlarm *
regie_alarm_list_get_worst (RegieAlarmList *self)
{
  return self->worst;
}

void
regie_alarm_list_ignore (RegieAlarmList *self, RegieAlarmKind kind, gint64 until)
{
  g_return_if_fail (kind < REGIE_ALARM_KINDS);
  self->ignored_until[kind] = until;
}

gint64
regie_alarm_list_get_ignored_until (RegieAlarmList *self, RegieAlarmKind kind, gint64 now)
{
  g_return_val_if_fail (kind < REGIE_ALARM_KINDS, 0);
  return self->ignored_until[kind] > now ? self->ignored_until[kind] : 0;
}
