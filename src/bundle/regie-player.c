/* regie-player.c: plays a recorded session: a congress that is where it was at any instant of it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-player.h"

#include "regie-bundle-private.h"

/** Milliseconds between two ticks of the player's own timer. */
#define TICK 40
/** Records that are sooner applied than a keyframe is read. */
#define FEW_RECORDS 500

struct _RegiePlayer
{
  GObject parent_instance;

  RegieBundle *bundle;
  RegieCongress *congress;
  /* index of the first record that has not happened yet */
  guint next;
  /* the last keyframe behind us, -1 for none */
  int keyframe;
  gint64 position;
  double rate;
  gboolean playing;

  RegiePlayerClock clock;
  gpointer clock_data;
  guint timer;
  /* while playing: where it was when the clock showed what */
  gint64 base_position;
  gint64 base_clock;
};

G_DEFINE_FINAL_TYPE (RegiePlayer, regie_player, G_TYPE_OBJECT)

typedef enum
{
  PROP_BUNDLE = 1,
  PROP_CONGRESS,
  PROP_POSITION,
  PROP_NOW,
  PROP_DURATION,
  PROP_RATE,
  PROP_PLAYING,
  PROP_MEDIA,
  PROP_MARKS,
} RegiePlayerProperty;

static GParamSpec *properties[PROP_MARKS + 1];

enum
{
  SIGNAL_SOUGHT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
read_clock (RegiePlayer *self)
{
  return self->clock != NULL ? self->clock (self->clock_data) : g_get_monotonic_time ();
}

static void
rebase (RegiePlayer *self)
{
  self->base_position = self->position;
  self->base_clock = read_clock (self);
}

static void
load_keyframe (RegiePlayer *self, int keyframe)
{
  regie_bundle_load_keyframe (self->bundle, self->congress, keyframe, &self->next, NULL);
}

/* Brings the congress from where it is to @position. Records the rules refuse changed nothing when
 * they happened, and change nothing now. Where records are missing, each keyframe on the way sets the
 * state right again. */
static void
go_to (RegiePlayer *self, gint64 position)
{
  RegieReel *reel = regie_bundle_get_reel (self->bundle);
  gint64 at = regie_bundle_get_start (self->bundle) + position;
  guint end = regie_reel_find (reel, at);
  int i = regie_reel_find_keyframe (reel, at);
  const RegieReelKeyframe *keyframe = i >= 0 ? regie_reel_get_keyframe (reel, (guint) i) : NULL;
  gboolean crossed = i != self->keyframe;

  self->keyframe = i;
  if (end < self->next || (crossed && regie_reel_is_damaged (reel))
      || (keyframe != NULL && keyframe->first > self->next + FEW_RECORDS))
    load_keyframe (self, i);
  for (; self->next < end; self->next++)
    {
      g_autoptr (RegieRecord) record = regie_reel_read (reel, self->next);
      regie_congress_apply (self->congress, record, NULL);
    }
  if (keyframe != NULL && keyframe->seq > regie_congress_get_seq (self->congress))
    load_keyframe (self, i);
  if (position == self->position)
    return;
  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOW]);
}

static gboolean
on_timer (gpointer user_data)
{
  regie_player_tick (user_data);
  return G_SOURCE_CONTINUE;
}

static void
update_timer (RegiePlayer *self)
{
  gboolean wanted = self->playing && self->clock == NULL;

  if (wanted && self->timer == 0)
    self->timer = g_timeout_add (TICK, on_timer, self);
  else if (!wanted)
    g_clear_handle_id (&self->timer, g_source_remove);
}

RegiePlayer *
regie_player_new (RegieBundle *bundle)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (bundle), NULL);
  return g_object_new (REGIE_TYPE_PLAYER, "bundle", bundle, NULL);
}

void
regie_player_set_clock (RegiePlayer *self, RegiePlayerClock clock, gpointer user_data)
{
  g_return_if_fail (REGIE_IS_PLAYER (self));

  self->clock = clock;
  self->clock_data = user_data;
  rebase (self);
  update_timer (self);
}

/* Moves to where the clock says. */
static void
catch_up (RegiePlayer *self)
{
  gint64 position =
      self->base_position + (gint64) ((double) (read_clock (self) - self->base_clock) * self->rate);

  if (self->playing)
    go_to (self, CLAMP (position, self->position, regie_player_get_duration (self)));
}

static void
set_playing (RegiePlayer *self, gboolean playing)
{
  if (playing == self->playing)
    return;
  self->playing = playing;
  rebase (self);
  update_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

void
regie_player_tick (RegiePlayer *self)
{
  g_return_if_fail (REGIE_IS_PLAYER (self));

  catch_up (self);
  if (self->position >= regie_player_get_duration (self))
    set_playing (self, FALSE);
}

RegieBundle *
regie_player_get_bundle (RegiePlayer *self)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (self), NULL);
  return self->bundle;
}

RegieCongress *
regie_player_get_congress (RegiePlayer *self)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (self), NULL);
  return self->congress;
}

gint64
regie_player_get_position (RegiePlayer *self)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (self), 0);
  return self->position;
}

gint64
regie_player_get_now (RegiePlayer *self)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (self), 0);
  return regie_bundle_get_start (self->bundle) + self->position;
}

gint64
regie_player_get_duration (RegiePlayer *self)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (self), 0);
  return regie_bundle_get_duration (self->bundle);
}

double
regie_player_get_rate (RegiePlayer *self)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (self), 1);
  return self->rate;
}

gboolean
regie_player_get_playing (RegiePlayer *self)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (self), FALSE);
  return self->playing;
}

void
regie_player_set_rate (RegiePlayer *self, double rate)
{
  g_return_if_fail (REGIE_IS_PLAYER (self));

  rate = CLAMP (rate, REGIE_PLAYER_MIN_RATE, REGIE_PLAYER_MAX_RATE);
  if (G_APPROX_VALUE (rate, self->rate, 1e-6))
    return;
  /* What was played so far was played at the old rate. */
  regie_player_tick (self);
  self->rate = rate;
  rebase (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
}

void
regie_player_set_playing (RegiePlayer *self, gboolean playing)
{
  g_return_if_fail (REGIE_IS_PLAYER (self));

  if (playing && self->position >= regie_player_get_duration (self))
    regie_player_seek (self, 0);
  catch_up (self);
  set_playing (self, playing && regie_player_get_duration (self) > 0);
}

void
regie_player_seek (RegiePlayer *self, gint64 position)
{
  g_return_if_fail (REGIE_IS_PLAYER (self));

  go_to (self, CLAMP (position, 0, regie_player_get_duration (self)));
  rebase (self);
  g_signal_emit (self, signals[SIGNAL_SOUGHT], 0);
}

gboolean
regie_player_seek_mark (RegiePlayer *self, int direction)
{
  GListModel *marks;
  gint64 found = -1;

  g_return_val_if_fail (REGIE_IS_PLAYER (self), FALSE);
  g_return_val_if_fail (direction == 1 || direction == -1, FALSE);

  marks = regie_bundle_get_marks (self->bundle);
  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (RegieMark) mark = g_list_model_get_item (marks, i);
      gint64 position = regie_mark_get_position (mark);
      /* While it plays, "back" shortly after a mark means the one before. */
      if (direction < 0 && position < self->position - G_USEC_PER_SEC)
        found = position;
      else if (direction > 0 && position > self->position)
        {
          found = position;
          break;
        }
    }
  if (found < 0)
    return FALSE;
  regie_player_seek (self, found);
  return TRUE;
}

static void
regie_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegiePlayer *self = REGIE_PLAYER (object);

  switch ((RegiePlayerProperty) id)
    {
    case PROP_BUNDLE:
      g_value_set_object (value, self->bundle);
      break;
    case PROP_CONGRESS:
      g_value_set_object (value, self->congress);
      break;
    case PROP_POSITION:
      g_value_set_int64 (value, self->position);
      break;
    case PROP_NOW:
      g_value_set_int64 (value, regie_player_get_now (self));
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, regie_player_get_duration (self));
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_MEDIA:
      g_value_set_object (value, regie_bundle_get_media (self->bundle));
      break;
    case PROP_MARKS:
      g_value_set_object (value, regie_bundle_get_marks (self->bundle));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
regie_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegiePlayer *self = REGIE_PLAYER (object);

  if (id == PROP_BUNDLE)
    self->bundle = g_value_dup_object (value);
  else if (id == PROP_POSITION)
    regie_player_seek (self, g_value_get_int64 (value));
  else if (id == PROP_RATE)
    regie_player_set_rate (self, g_value_get_double (value));
  else if (id == PROP_PLAYING)
    regie_player_set_playing (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_player_constructed (GObject *object)
{
  RegiePlayer *self = REGIE_PLAYER (object);

  G_OBJECT_CLASS (regie_player_parent_class)->constructed (object);
  load_keyframe (self, 0);
  go_to (self, 0);
  rebase (self);
}

static void
regie_player_finalize (GObject *object)
{
  RegiePlayer *self = REGIE_PLAYER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->congress);
  g_clear_object (&self->bundle);
  G_OBJECT_CLASS (regie_player_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_BUNDLE] =
      g_param_spec_object ("bundle", NULL, NULL, REGIE_TYPE_BUNDLE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONGRESS] =
      g_param_spec_object ("congress", NULL, NULL, REGIE_TYPE_CONGRESS, read);
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, write);
  properties[PROP_NOW] = g_param_spec_int64 ("now", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, REGIE_PLAYER_MIN_RATE,
                                               REGIE_PLAYER_MAX_RATE, 1, write);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, write);
  properties[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_MARKS] = g_param_spec_object ("marks", NULL, NULL, G_TYPE_LIST_MODEL, read);
  g_object_class_install_properties (klass, G_N_ELEMENTS (properties), properties);
}

static void
regie_player_class_init (RegiePlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = regie_player_get_property;
  object_class->set_property = regie_player_set_property;
  object_class->constructed = regie_player_constructed;
  object_class->finalize = regie_player_finalize;
  install_properties (object_class);

  /**
   * RegiePlayer::sought:
   *
   * The position jumped.
   */
  signals[SIGNAL_SOUGHT] = g_signal_new ("sought", REGIE_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
regie_player_init (RegiePlayer *self)
{
  self->congress = regie_congress_new ();
  self->rate = 1;
}
