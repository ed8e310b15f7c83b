/* regie-loudspeakers.c: the sound outputs of this computer, and which one is listened with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-loudspeakers.h"
#include "regie-speaker.h"
#include "regie-worker.h"

#include <gst/gst.h>

struct _RegieLoudspeaker
{
  GObject parent_instance;
  char *id;
  char *name;
  /* NULL: the default */
  GstDevice *device;
};

G_DEFINE_FINAL_TYPE (RegieLoudspeaker, regie_loudspeaker, G_TYPE_OBJECT)

struct _RegieLoudspeakers
{
  GObject parent_instance;
  GPtrArray *items;
  char *chosen;
  /* what the chosen one is called; NULL: never seen */
  char *name;
  gboolean missing;
  /* the devices are known: before, nothing is missing */
  gboolean looked;
  GstDeviceMonitor *monitor;
  guint watch;
};

static void regie_loudspeakers_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieLoudspeakers,
                               regie_loudspeakers,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      regie_loudspeakers_list_init))

typedef enum
{
  PROP_CHOSEN = 1,
  PROP_MISSING,
} RegieLoudspeakersProperty;

static GParamSpec *properties[PROP_MISSING + 1];

enum
{
  SIGNAL_LOST,
  SIGNAL_FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One of them */

const char *
regie_loudspeaker_get_id (RegieLoudspeaker *self)
{
  g_return_val_if_fail (REGIE_IS_LOUDSPEAKER (self), NULL);
  return self->id;
}

const char *
regie_loudspeaker_get_name (RegieLoudspeaker *self)
{
  g_return_val_if_fail (REGIE_IS_LOUDSPEAKER (self), NULL);
  return self->name;
}

static void
regie_loudspeaker_finalize (GObject *object)
{
  RegieLoudspeaker *self = REGIE_LOUDSPEAKER (object);

  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->device);
  G_OBJECT_CLASS (regie_loudspeaker_parent_class)->finalize (object);
}

static void
regie_loudspeaker_class_init (RegieLoudspeakerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_loudspeaker_finalize;
}

static void
regie_loudspeaker_init (RegieLoudspeaker *self)
{
}

/* What a sound server calls it inside is the same from one start to the next; where there is no such
 * name, what people read has to do. */
static char *
find_id (GstDevice *device, const char *name)
{
  static const char *const keys[] = { "node.name", "device.string", "device.name" };
  g_autoptr (GstStructure) details = gst_device_get_properties (device);
  const char *kind = G_OBJECT_TYPE_NAME (device);

  for (guint i = 0; details && i < G_N_ELEMENTS (keys); i++)
    {
      const char *value = gst_structure_get_string (details, keys[i]);

      if (value)
        return g_strconcat (kind, ":", value, NULL);
    }
  return g_strconcat (kind, ":", name, NULL);
}

static RegieLoudspeaker *
make_item (GstDevice *device)
{
  RegieLoudspeaker *item = g_object_new (REGIE_TYPE_LOUDSPEAKER, NULL);

  if (!device)
    {
      item->id = g_strdup ("");
      return item;
    }
  item->device = g_object_ref (device);
  item->name = gst_device_get_display_name (device);
  item->id = find_id (device, item->name);
  return item;
}

/* All of them */

static GType
regie_loudspeakers_get_item_type (GListModel *list)
{
  return REGIE_TYPE_LOUDSPEAKER;
}

static guint
regie_loudspeakers_get_n_items (GListModel *list)
{
  return REGIE_LOUDSPEAKERS (list)->items->len;
}

static gpointer
regie_loudspeakers_get_item (GListModel *list, guint position)
{
  GPtrArray *items = REGIE_LOUDSPEAKERS (list)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
regie_loudspeakers_list_init (GListModelInterface *iface)
{
  iface->get_item_type = regie_loudspeakers_get_item_type;
  iface->get_n_items = regie_loudspeakers_get_n_items;
  iface->get_item = regie_loudspeakers_get_item;
}

static RegieLoudspeaker *
regie_loudspeakers_find (RegieLoudspeakers *self, const char *id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      RegieLoudspeaker *item = g_ptr_array_index (self->items, i);

      if (g_str_equal (item->id, id))
        return item;
    }
  return NULL;
}

/* What is listened with follows what is chosen and what is there. */
static void
regie_loudspeakers_settle (RegieLoudspeakers *self)
{
  RegieLoudspeaker *item = regie_loudspeakers_find (self, self->chosen);
  gboolean missing = item == NULL && self->looked;

  if (item != NULL)
    g_set_str (&self->name, item->name);
  regie_speaker_set_device (item != NULL ? item->device : NULL);
  if (missing == self->missing)
    return;
  self->missing = missing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING]);
  if (self->name != NULL)
    g_signal_emit (self, signals[missing ? SIGNAL_LOST : SIGNAL_FOUND], 0, self->name);
}

static gboolean
same_devices (GPtrArray *items, GPtrArray *others)
{
  gboolean same = items->len == others->len;

  for (guint i = 0; same && i < items->len; i++)
    {
      RegieLoudspeaker *item = g_ptr_array_index (items, i);
      RegieLoudspeaker *other = g_ptr_array_index (others, i);

      same = item->device == other->device;
    }
  return same;
}

static void
regie_loudspeakers_look (RegieLoudspeakers *self)
{
  GList *devices = gst_device_monitor_get_devices (self->monitor);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint before = self->items->len;

  g_ptr_array_add (items, make_item (NULL));
  for (GList *l = devices; l != NULL; l = l->next)
    g_ptr_array_add (items, make_item (l->data));
  g_list_free_full (devices, g_object_unref);
  self->looked = TRUE;
  if (!same_devices (self->items, items))
    {
      g_ptr_array_unref (self->items);
      self->items = g_steal_pointer (&items);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->items->len);
    }
  regie_loudspeakers_settle (self);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  switch ((guint) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_DEVICE_ADDED:
    case GST_MESSAGE_DEVICE_REMOVED:
    case GST_MESSAGE_DEVICE_CHANGED:
      regie_loudspeakers_look (data);
      break;
    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

static void
on_started (gpointer data)
{
  g_autoptr (RegieLoudspeakers) self = data;

  regie_loudspeakers_look (self);
}

/* Asking a sound server may take as long as it likes: in a thread of its own. */
static void
start (gpointer data)
{
  RegieLoudspeakers *self = data;

  gst_device_monitor_start (self->monitor);
  g_idle_add_once (on_started, self);
}

RegieLoudspeakers *
regie_loudspeakers_get_default (void)
{
  static RegieLoudspeakers *self;

  if (self == NULL)
    self = g_object_new (REGIE_TYPE_LOUDSPEAKERS, NULL);
  return self;
}

void
regie_loudspeakers_start (RegieLoudspeakers *self)
{
  g_autoptr (GstBus) bus = NULL;
  RegieWorker *worker;

  g_return_if_fail (REGIE_IS_LOUDSPEAKERS (self));
  if (self->monitor != NULL)
    return;
  gst_init (NULL, NULL);
  self->monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (self->monitor, "Audio/Sink", NULL);
  bus = gst_device_monitor_get_bus (self->monitor);
  self->watch = gst_bus_add_watch (bus, on_message, self);
  worker = regie_worker_new ("regie-loudspeakers");
  regie_worker_push (worker, start, g_object_ref (self));
  regie_worker_retire (worker);
}

const char *
regie_loudspeakers_get_chosen (RegieLoudspeakers *self)
{
  g_return_val_if_fail (REGIE_IS_LOUDSPEAKERS (self), NULL);
  return self->chosen;
}

void
regie_loudspeakers_choose (RegieLoudspeakers *self, const char *id)
{
  g_return_if_fail (REGIE_IS_LOUDSPEAKERS (self));
  regie_loudspeakers_start (self);
  if (!g_set_str (&self->chosen, id != NULL ? id : ""))
    return;
  g_clear_pointer (&self->name, g_free);
  regie_loudspeakers_settle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

gboolean
regie_loudspeakers_get_missing (RegieLoudspeakers *self)
{
  g_return_val_if_fail (REGIE_IS_LOUDSPEAKERS (self), FALSE);
  return self->missing;
}

static void
regie_loudspeakers_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieLoudspeakers *self = REGIE_LOUDSPEAKERS (object);

  switch ((RegieLoudspeakersProperty) id)
    {
    case PROP_CHOSEN:
      g_value_set_string (value, self->chosen);
      break;
    case PROP_MISSING:
      g_value_set_boolean (value, self->missing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_loudspeakers_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHOSEN)
    regie_loudspeakers_choose (REGIE_LOUDSPEAKERS (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_loudspeakers_finalize (GObject *object)
{
  RegieLoudspeakers *self = REGIE_LOUDSPEAKERS (object);

  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_object (&self->monitor);
  g_ptr_array_unref (self->items);
  g_free (self->chosen);
  g_free (self->name);
  G_OBJECT_CLASS (regie_loudspeakers_parent_class)->finalize (object);
}

static void
regie_loudspeakers_class_init (RegieLoudspeakersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = regie_loudspeakers_get_property;
  object_class->set_property = regie_loudspeakers_set_property;
  object_class->finalize = regie_loudspeakers_finalize;
  properties[PROP_CHOSEN] =
      g_param_spec_string ("chosen", NULL, NULL, "",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MISSING] =
      g_param_spec_boolean ("missing", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_LOST] = g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
regie_loudspeakers_init (RegieLoudspeakers *self)
{
  self->chosen = g_strdup ("");
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->items, make_item (NULL));
}
