/* regie-alarm-board.c: the alarms of all stages, in one list
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-alarm-board.h"

#include "regie-alarm-text.h"

struct _RegieStageAlarm
{
  GObject parent_instance;
  RegieStage *stage;
  RegieMonitor *monitor;
  RegieAlarm *alarm;
};

G_DEFINE_FINAL_TYPE (RegieStageAlarm, regie_stage_alarm, G_TYPE_OBJECT)

struct _RegieAlarmBoard
{
  GObject parent_instance;
  RegieCongress *congress;
  RegieMonitorFunc monitor;
  gpointer data;
  /* RegieStageAlarm in the order of the list */
  GPtrArray *items;
  /* the lists of alarms that are followed */
  GPtrArray *lists;
  guint n_active;
};

static void regie_alarm_board_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieAlarmBoard,
                               regie_alarm_board,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      regie_alarm_board_list_init))

typedef enum
{
  PROP_N_ACTIVE = 1,
} RegieAlarmBoardProperty;

static GParamSpec *properties[PROP_N_ACTIVE + 1];

enum
{
  SIGNAL_RAISED,
  SIGNAL_CLEARED,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One alarm */

RegieStage *
regie_stage_alarm_get_stage (RegieStageAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_STAGE_ALARM (self), NULL);
  return self->stage;
}

const char *
regie_stage_alarm_get_stage_id (RegieStageAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_STAGE_ALARM (self), NULL);
  return regie_entity_get_id (REGIE_ENTITY (self->stage));
}

RegieAlarm *
regie_stage_alarm_get_alarm (RegieStageAlarm *self)
{
  g_return_val_if_fail (REGIE_IS_STAGE_ALARM (self), NULL);
  return self->alarm;
}

void
regie_stage_alarm_ignore (RegieStageAlarm *self, gboolean on)
{
  g_return_if_fail (REGIE_IS_STAGE_ALARM (self));
  regie_monitor_ignore_alarm (self->monitor, regie_alarm_get_kind (self->alarm),
                              on ? g_get_monotonic_time () + REGIE_ALARM_IGNORE_TIME : 0);
}

static void
regie_stage_alarm_finalize (GObject *object)
{
  RegieStageAlarm *self = REGIE_STAGE_ALARM (object);

  g_clear_object (&self->stage);
  g_clear_object (&self->monitor);
  g_clear_object (&self->alarm);
  G_OBJECT_CLASS (regie_stage_alarm_parent_class)->finalize (object);
}

static void
regie_stage_alarm_class_init (RegieStageAlarmClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_stage_alarm_finalize;
}

static void
regie_stage_alarm_init (RegieStageAlarm *self)
{
}

/* The list */

static GType
regie_alarm_board_get_item_type (GListModel *list)
{
  return REGIE_TYPE_STAGE_ALARM;
}

static guint
regie_alarm_board_get_n_items (GListModel *list)
{
  return REGIE_ALARM_BOARD (list)->items->len;
}

static gpointer
regie_alarm_board_get_item (GListModel *list, guint position)
{
  GPtrArray *items = REGIE_ALARM_BOARD (list)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
regie_alarm_board_list_init (GListModelInterface *iface)
{
  iface->get_item_type = regie_alarm_board_get_item_type;
  iface->get_n_items = regie_alarm_board_get_n_items;
  iface->get_item = regie_alarm_board_get_item;
}

static void
regie_alarm_board_count (RegieAlarmBoard *self)
{
  gint64 now = g_get_monotonic_time ();
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      RegieStageAlarm *item = g_ptr_array_index (self->items, i);

      n += regie_alarm_is_ignored (item->alarm, now) ? 0 : 1;
    }
  if (n != self->n_active)
    {
      self->n_active = n;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static RegieStageAlarm *
find_item (GPtrArray *items, RegieAlarm *alarm)
{
  for (guint i = 0; i < items->len; i++)
    {
      RegieStageAlarm *item = g_ptr_array_index (items, i);

      if (item->alarm == alarm)
        return item;
    }
  return NULL;
}

static RegieStageAlarm *
regie_alarm_board_make_item (RegieAlarmBoard *self,
                             RegieStage *stage,
                             RegieMonitor *monitor,
                             RegieAlarm *alarm)
{
  RegieStageAlarm *item = g_object_new (REGIE_TYPE_STAGE_ALARM, NULL);

  item->stage = g_object_ref (stage);
  item->monitor = g_object_ref (monitor);
  item->alarm = g_object_ref (alarm);
  g_signal_connect_object (alarm, "notify::ignored-until", G_CALLBACK (regie_alarm_board_count),
                           self, G_CONNECT_SWAPPED);
  return item;
}

/* What stands now, with the object that an alarm already has. */
static GPtrArray *
regie_alarm_board_gather (RegieAlarmBoard *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *stages = regie_congress_get_stages (self->congress);

  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      RegieMonitor *monitor =
          self->monitor (self->data, regie_entity_get_id (REGIE_ENTITY (stage)));
      GListModel *alarms = monitor != NULL ? regie_monitor_get_alarms (monitor) : NULL;

      for (guint j = 0; alarms != NULL && j < g_list_model_get_n_items (alarms); j++)
        {
          g_autoptr (RegieAlarm) alarm = g_list_model_get_item (alarms, j);
          RegieStageAlarm *known = find_item (self->items, alarm);

          g_ptr_array_add (items, known != NULL
                                      ? g_object_ref (known)
                                      : regie_alarm_board_make_item (self, stage, monitor, alarm));
        }
    }
  return items;
}

static void
regie_alarm_board_update (RegieAlarmBoard *self)
{
  g_autoptr (GPtrArray) before = self->items;
  GPtrArray *now;

  self->items = g_ptr_array_ref (before);
  now = regie_alarm_board_gather (self);
  g_ptr_array_unref (self->items);
  self->items = now;
  if (before->len > 0 || now->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, now->len);
  for (guint i = 0; i < before->len; i++)
    {
      RegieStageAlarm *item = g_ptr_array_index (before, i);

      if (find_item (now, item->alarm) == NULL)
        {
          g_signal_handlers_disconnect_by_data (item->alarm, self);
          g_signal_emit (self, signals[SIGNAL_CLEARED], 0, item);
        }
    }
  for (guint i = 0; i < now->len; i++)
    {
      RegieStageAlarm *item = g_ptr_array_index (now, i);

      if (find_item (before, item->alarm) == NULL)
        g_signal_emit (self, signals[SIGNAL_RAISED], 0, item);
    }
  regie_alarm_board_count (self);
}

static void
regie_alarm_board_leave (RegieAlarmBoard *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->lists, i), self);
  g_ptr_array_set_size (self->lists, 0);
}

static void
regie_alarm_board_on_stages (RegieAlarmBoard *self)
{
  GListModel *stages = regie_congress_get_stages (self->congress);

  regie_alarm_board_leave (self);
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      RegieMonitor *monitor =
          self->monitor (self->data, regie_entity_get_id (REGIE_ENTITY (stage)));

      if (monitor == NULL)
        continue;
      g_ptr_array_add (self->lists, g_object_ref (regie_monitor_get_alarms (monitor)));
      g_signal_connect_object (regie_monitor_get_alarms (monitor), "items-changed",
                               G_CALLBACK (regie_alarm_board_update), self, G_CONNECT_SWAPPED);
    }
  regie_alarm_board_update (self);
}

guint
regie_alarm_board_get_n_active (RegieAlarmBoard *self)
{
  g_return_val_if_fail (REGIE_IS_ALARM_BOARD (self), 0);
  return self->n_active;
}

RegieStageAlarm *
regie_alarm_board_get_worst (RegieAlarmBoard *self, const char *stage, guint *n)
{
  gint64 now = g_get_monotonic_time ();
  RegieStageAlarm *worst = NULL;
  guint found = 0;

  g_return_val_if_fail (REGIE_IS_ALARM_BOARD (self), NULL);
  for (guint i = 0; i < self->items->len; i++)
    {
      RegieStageAlarm *item = g_ptr_array_index (self->items, i);

      if (regie_alarm_is_ignored (item->alarm, now)
          || g_strcmp0 (regie_stage_alarm_get_stage_id (item), stage) != 0)
        continue;
      found++;
      if (worst == NULL)
        worst = item;
    }
  if (n != NULL)
    *n = found;
  return worst;
}

RegieAlarmBoard *
regie_alarm_board_new (RegieCongress *congress, RegieMonitorFunc monitor, gpointer data)
{
  RegieAlarmBoard *self;

  g_return_val_if_fail (REGIE_IS_CONGRESS (congress), NULL);
  g_return_val_if_fail (monitor != NULL, NULL);
  self = g_object_new (REGIE_TYPE_ALARM_BOARD, NULL);
  self->congress = g_object_ref (congress);
  self->monitor = monitor;
  self->data = data;
  g_signal_connect_object (regie_congress_get_stages (congress), "items-changed",
                           G_CALLBACK (regie_alarm_board_on_stages), self, G_CONNECT_SWAPPED);
  regie_alarm_board_on_stages (self);
  return self;
}

/* Life */

static void
regie_alarm_board_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_ACTIVE)
    g_value_set_uint (value, REGIE_ALARM_BOARD (object)->n_active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_alarm_board_finalize (GObject *object)
{
  RegieAlarmBoard *self = REGIE_ALARM_BOARD (object);

  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->items);
  g_clear_object (&self->congress);
  G_OBJECT_CLASS (regie_alarm_board_parent_class)->finalize (object);
}

static void
regie_alarm_board_class_init (RegieAlarmBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = regie_alarm_board_get_property;
  object_class->finalize = regie_alarm_board_finalize;
  properties[PROP_N_ACTIVE] =
      g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_RAISED] = g_signal_new ("raised", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, REGIE_TYPE_STAGE_ALARM);
  signals[SIGNAL_CLEARED] =
      g_signal_new ("cleared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, REGIE_TYPE_STAGE_ALARM);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
regie_alarm_board_init (RegieAlarmBoard *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->lists = g_ptr_array_new_with_free_func (g_object_unref);
}
