/* regie-recorder.c: keeps what a stage sends, as it was sent
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-recorder.h"
#include "regie-source.h"
#include "regie-tape.h"
#include "regie-trouble.h"

#include <gst/pbutils/missing-plugins.h>

/** How often the counters are looked at, milliseconds */
#define TICK 200
/** Nothing has come after this long: failed, microseconds */
#define CONNECT_PATIENCE (10 * G_USEC_PER_SEC)
/** A source that hangs may keep the file from being completed this long, microseconds */
#define STOP_PATIENCE (3 * G_USEC_PER_SEC)

struct _RegieRecorder
{
  GObject parent_instance;

  char *uri;
  char *path;
  RegieRecorderState state;
  char *problem;
  RegieTapeCount count;

  RegieDoor *door;
  RegieTape *tape;
  GSource *ticker;
  gint64 deadline;
  /* element-type GTask; those who wait for the file */
  GPtrArray *waiting;
};

typedef enum
{
  PROP_URI = 1,
  PROP_PATH,
  PROP_STATE,
  PROP_BYTES,
  PROP_DURATION,
  PROP_T0,
  PROP_PROBLEM,
  N_PROPS,
} RegieRecorderProperty;

static GParamSpec *props[N_PROPS];

G_DEFINE_ENUM_TYPE (RegieRecorderState,
                    regie_recorder_state,
                    G_DEFINE_ENUM_VALUE (REGIE_RECORDER_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (REGIE_RECORDER_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (REGIE_RECORDER_RECORDING, "recording"),
                    G_DEFINE_ENUM_VALUE (REGIE_RECORDER_STOPPING, "stopping"),
                    G_DEFINE_ENUM_VALUE (REGIE_RECORDER_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (REGIE_RECORDER_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (RegieRecorder, regie_recorder, G_TYPE_OBJECT)

static void
set_state (RegieRecorder *self, RegieRecorderState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
look (RegieRecorder *self)
{
  const RegieTapeCount before = self->count;

  if (!self->tape)
    return;
  regie_tape_count (self->tape, &self->count);
  if (self->count.bytes != before.bytes)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BYTES]);
  if (self->count.duration != before.duration)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DURATION]);
  if (self->count.t0 != before.t0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_T0]);
  if (self->state == REGIE_RECORDER_CONNECTING && self->count.t0 != 0)
    set_state (self, REGIE_RECORDER_RECORDING);
}

static void
drop_tape (RegieRecorder *self)
{
  if (self->ticker)
    g_source_destroy (self->ticker);
  g_clear_pointer (&self->ticker, g_source_unref);
  if (self->door)
    regie_door_close (self->door);
  g_clear_pointer (&self->door, regie_door_unref);
  g_clear_pointer (&self->tape, regie_tape_retire);
}

static void
finish (RegieRecorder *self, const char *problem)
{
  g_autoptr (RegieRecorder) keep = g_object_ref (self);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  look (self);
  if (!problem && self->count.t0 == 0)
    problem = "Nothing was received, so there is nothing to keep";
  drop_tape (self);
  if (g_set_str (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
  set_state (self, problem ? REGIE_RECORDER_FAILED : REGIE_RECORDER_DONE);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = waiting->pdata[i];

      if (problem)
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", problem);
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
on_message (gpointer owner, GstMessage *message)
{
  RegieRecorder *self = owner;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    {
      finish (self, NULL);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gboolean hopeless;

      gst_message_parse_error (message, &error, NULL);
      text = regie_trouble_of_error (error, self->uri, &hopeless);
      finish (self, text);
    }
  else
    {
      g_autofree char *text = regie_trouble_of_missing (message);

      finish (self, text);
    }
}

static gboolean
on_tick (gpointer user_data)
{
  RegieRecorder *self = user_data;

  look (self);
  if (g_get_monotonic_time () < self->deadline)
    return G_SOURCE_CONTINUE;
  if (self->state == REGIE_RECORDER_CONNECTING)
    finish (self, "The source does not answer");
  else if (self->state == REGIE_RECORDER_STOPPING)
    finish (self, "The source hangs: the file can be played but has no index");
  return self->ticker ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
regie_recorder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieRecorder *self = REGIE_RECORDER (object);

  switch ((RegieRecorderProperty) id)
    {
    case PROP_URI:
      g_value_set_string (value, self->uri);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_BYTES:
      g_value_set_uint64 (value, self->count.bytes);
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, self->count.duration);
      break;
    case PROP_T0:
      g_value_set_int64 (value, self->count.t0);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_recorder_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieRecorder *self = REGIE_RECORDER (object);

  if (id == PROP_URI)
    self->uri = g_value_dup_string (value);
  else if (id == PROP_PATH)
    self->path = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_recorder_dispose (GObject *object)
{
  drop_tape (REGIE_RECORDER (object));
  G_OBJECT_CLASS (regie_recorder_parent_class)->dispose (object);
}

static void
regie_recorder_finalize (GObject *object)
{
  RegieRecorder *self = REGIE_RECORDER (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (regie_recorder_parent_class)->finalize (object);
}

static void
regie_recorder_class_init (RegieRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags fact = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = regie_recorder_get_property;
  object_class->set_property = regie_recorder_set_property;
  object_class->dispose = regie_recorder_dispose;
  object_class->finalize = regie_recorder_finalize;

  props[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL, given);
  props[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, given);
  props[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, REGIE_TYPE_RECORDER_STATE, REGIE_RECORDER_IDLE, fact);
  props[PROP_BYTES] = g_param_spec_uint64 ("bytes", NULL, NULL, 0, G_MAXUINT64, 0, fact);
  props[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0, fact);
  props[PROP_T0] = g_param_spec_int64 ("t0", NULL, NULL, 0, G_MAXINT64, 0, fact);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, fact);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
regie_recorder_init (RegieRecorder *self)
{
  regie_source_init ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

RegieRecorder *
regie_recorder_new (const char *uri, const char *path)
{
  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  return g_object_new (REGIE_TYPE_RECORDER, "uri", uri, "path", path, NULL);
}

void
regie_recorder_start (RegieRecorder *self)
{
  static const RegieDoorCallbacks callbacks = { .message = on_message };

  g_return_if_fail (REGIE_IS_RECORDER (self));
  g_return_if_fail (self->state == REGIE_RECORDER_IDLE);

  self->door = regie_door_new (&callbacks, self);
  self->tape = regie_tape_new (self->uri, self->path, self->door);
  self->deadline = g_get_monotonic_time () + CONNECT_PATIENCE;
  self->ticker = g_timeout_source_new (TICK);
  g_source_set_callback (self->ticker, on_tick, self, NULL);
  g_source_set_static_name (self->ticker, "regie-recorder");
  g_source_attach (self->ticker, g_main_context_get_thread_default ());
  set_state (self, REGIE_RECORDER_CONNECTING);
}

void
regie_recorder_stop_async (RegieRecorder *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REGIE_IS_RECORDER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, regie_recorder_stop_async);
  if (!self->tape)
    {
      if (self->state == REGIE_RECORDER_DONE)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                                 self->problem ? self->problem : "Nothing was recorded");
      return;
    }
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (self->state == REGIE_RECORDER_STOPPING)
    return;
  look (self);
  set_state (self, REGIE_RECORDER_STOPPING);
  self->deadline = g_get_monotonic_time () + STOP_PATIENCE;
  regie_tape_complete (self->tape);
}

gboolean
regie_recorder_stop_finish (RegieRecorder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

RegieRecorderState
regie_recorder_get_state (RegieRecorder *self)
{
  g_return_val_if_fail (REGIE_IS_RECORDER (self), REGIE_RECORDER_IDLE);
  return self->state;
}

const char *
regie_recorder_get_uri (RegieRecorder *self)
{
  g_return_val_if_fail (REGIE_IS_RECORDER (self), NULL);
  return self->uri;
}

const char *
regie_recorder_get_path (RegieRecorder *self)
{
  g_return_val_if_fail (REGIE_IS_RECORDER (self), NULL);
  return self->path;
}

guint64
regie_recorder_get_bytes (RegieRecorder *self)
{
  g_return_val_if_fail (REGIE_IS_RECORDER (self), 0);
  look (self);
  return self->count.bytes;
}

gint64
regie_recorder_get_duration (RegieRecorder *self)
{
  g_return_val_if_fail (REGIE_IS_RECORDER (self), 0);
  look (self);
  return self->count.duration;
}

gint64
regie_recorder_get_t0 (RegieRecorder *self)
{
  g_return_val_if_fail (REGIE_IS_RECORDER (self), 0);
  look (self);
  return self->count.t0;
}

const char *
regie_recorder_get_problem (RegieRecorder *self)
{
  g_return_val_if_fail (REGIE_IS_RECORDER (self), NULL);
  return self->problem;
}
