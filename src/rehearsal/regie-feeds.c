/* regie-feeds.c: the stages' live pictures and sound, served as a production would send them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-config.h"

#include "regie-feed.h"
#include "regie-feeds.h"

#include <gst/rtsp-server/rtsp-server.h>

/** Seconds that the media may take to end. */
#define FAREWELL 5

/* What is being served now: made, used and ended by the server's threads. */
typedef struct
{
  GMutex lock;
  GCond ended;
  guint media;
} Served;

struct _RegieFeeds
{
  GObject parent_instance;

  guint wanted_port;
  GPtrArray *stages;
  RegieFeed *program;

  GstRTSPServer *server;
  GSource *accept;
  Served *served;
};

G_DEFINE_FINAL_TYPE (RegieFeeds, regie_feeds, G_TYPE_OBJECT)

static void
served_clear (gpointer data)
{
  Served *served = data;

  g_mutex_clear (&served->lock);
  g_cond_clear (&served->ended);
}

static void
served_release (gpointer served)
{
  g_atomic_rc_box_release_full (served, served_clear);
}

static void
on_media_ended (gpointer data, GObject *media)
{
  Served *served = data;

  g_mutex_lock (&served->lock);
  served->media--;
  g_cond_signal (&served->ended);
  g_mutex_unlock (&served->lock);
  served_release (served);
}

static void
served_add (Served *served, GstRTSPMedia *media)
{
  g_mutex_lock (&served->lock);
  served->media++;
  g_mutex_unlock (&served->lock);
  g_object_weak_ref (G_OBJECT (media), on_media_ended, g_atomic_rc_box_acquire (served));
}

/* A picture must not be drawn any more while the program's end takes down what draws it. */
static void
served_await_end (Served *served)
{
  const gint64 deadline = g_get_monotonic_time () + FAREWELL * G_TIME_SPAN_SECOND;

  g_mutex_lock (&served->lock);
  while (served->media > 0 && g_cond_wait_until (&served->ended, &served->lock, deadline))
    continue;
  if (served->media > 0)
    g_warning ("%u stage feeds did not end within %d s", served->media, FAREWELL);
  g_mutex_unlock (&served->lock);
}

static GstRTSPFilterResult
drop_client (GstRTSPServer *server, GstRTSPClient *client, gpointer user_data)
{
  return GST_RTSP_FILTER_REMOVE;
}

static GstRTSPFilterResult
drop_session (GstRTSPSessionPool *pool, GstRTSPSession *session, gpointer user_data)
{
  return GST_RTSP_FILTER_REMOVE;
}

void
regie_feeds_stop (RegieFeeds *self)
{
  g_return_if_fail (REGIE_IS_FEEDS (self));

  if (!self->server)
    return;

  if (self->accept)
    g_source_destroy (self->accept);
  g_clear_pointer (&self->accept, g_source_unref);

  {
    g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (self->server);
    g_autoptr (GstRTSPSessionPool) sessions = gst_rtsp_server_get_session_pool (self->server);

    for (guint i = 0; i < self->stages->len; i++)
      {
        g_autofree char *path = g_strdup_printf ("/stage-%u", i + 1);

        gst_rtsp_mount_points_remove_factory (mounts, path);
      }
    gst_rtsp_mount_points_remove_factory (mounts, "/program");
    g_list_free_full (gst_rtsp_server_client_filter (self->server, drop_client, NULL),
                      g_object_unref);
    g_list_free_full (gst_rtsp_session_pool_filter (sessions, drop_session, NULL), g_object_unref);
  }
  g_clear_object (&self->server);
  served_await_end (self->served);
}

static void
regie_feeds_finalize (GObject *object)
{
  RegieFeeds *self = REGIE_FEEDS (object);

  regie_feeds_stop (self);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_object (&self->program);
  g_clear_pointer (&self->served, served_release);
  G_OBJECT_CLASS (regie_feeds_parent_class)->finalize (object);
}

static void
regie_feeds_class_init (RegieFeedsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_feeds_finalize;
}

static void
regie_feeds_init (RegieFeeds *self)
{
  self->stages = g_ptr_array_new_with_free_func (g_object_unref);
  self->served = g_atomic_rc_box_new0 (Served);
  g_mutex_init (&self->served->lock);
  g_cond_init (&self->served->ended);
}

RegieFeeds *
regie_feeds_new (guint port, guint n_stages)
{
  RegieFeeds *self;

  g_return_val_if_fail (port <= G_MAXUINT16, NULL);
  g_return_val_if_fail (n_stages >= 1 && n_stages <= 16, NULL);

  gst_init (NULL, NULL);
  self = g_object_new (REGIE_TYPE_FEEDS, NULL);
  self->wanted_port = port;
  for (guint i = 0; i < n_stages; i++)
    g_ptr_array_add (self->stages, regie_feed_new (i));
  self->program = regie_feed_new_program (n_stages);
  return self;
}

/* The feed outlives the media made from it: each media holds a reference. */
static void
on_media_configure (GstRTSPMediaFactory *factory, GstRTSPMedia *media, RegieFeed *feed)
{
  g_autoptr (GstElement) element = gst_rtsp_media_get_element (media);

  regie_feed_speak (feed);
  regie_feed_fill (feed, GST_BIN (element));
}

static void
on_media_made (GstRTSPMediaFactory *factory, GstRTSPMedia *media, Served *served)
{
  served_add (served, media);
}

static void
mount (RegieFeeds *self,
       GstRTSPMountPoints *mounts,
       const char *path,
       RegieFeed *feed,
       const char *launch)
{
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();

  gst_rtsp_media_factory_set_launch (factory, launch);
  gst_rtsp_media_factory_set_shared (factory, TRUE);
  gst_rtsp_media_factory_set_suspend_mode (factory, GST_RTSP_SUSPEND_MODE_NONE);
  g_signal_connect_data (factory, "media-configure", G_CALLBACK (on_media_configure),
                         g_object_ref (feed), (GClosureNotify) g_object_unref, 0);
  g_signal_connect_data (factory, "media-configure", G_CALLBACK (on_media_made),
                         g_atomic_rc_box_acquire (self->served), (GClosureNotify) served_release,
                         0);
  gst_rtsp_mount_points_add_factory (mounts, path, factory);
}

/* Who begins to watch gets a key frame at once instead of waiting for the next. */
static void
on_play_request (GstRTSPClient *client, GstRTSPContext *context, gpointer user_data)
{
  g_autoptr (GstElement) element =
      context->media ? gst_rtsp_media_get_element (context->media) : NULL;

  if (element)
    regie_feed_refresh (GST_BIN (element));
}

static void
on_client_connected (GstRTSPServer *server, GstRTSPClient *client, gpointer user_data)
{
  g_signal_connect (client, "play-request", G_CALLBACK (on_play_request), NULL);
}

gboolean
regie_feeds_start (RegieFeeds *self, GError **error)
{
  g_autofree char *launch = NULL;
  g_autofree char *service = NULL;
  g_autoptr (GstRTSPServer) server = NULL;
  g_autoptr (GstRTSPMountPoints) mounts = NULL;
  g_autoptr (GstRTSPThreadPool) threads = NULL;
  g_autoptr (GSource) accept = NULL;

  g_return_val_if_fail (REGIE_IS_FEEDS (self), FALSE);

  if (self->server)
    return TRUE;
  launch = regie_feed_describe (error);
  if (!launch)
    return FALSE;

  server = gst_rtsp_server_new ();
  service = g_strdup_printf ("%u", self->wanted_port);
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, service);
  threads = gst_rtsp_server_get_thread_pool (server);
  gst_rtsp_thread_pool_set_max_threads (threads, 1);

  mounts = gst_rtsp_server_get_mount_points (server);
  for (guint i = 0; i < self->stages->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("/stage-%u", i + 1);

      mount (self, mounts, path, g_ptr_array_index (self->stages, i), launch);
    }
  mount (self, mounts, "/program", self->program, launch);

  g_signal_connect (server, "client-connected", G_CALLBACK (on_client_connected), NULL);
  accept = gst_rtsp_server_create_source (server, NULL, error);
  if (!accept)
    return FALSE;
  g_source_attach (accept, g_main_context_get_thread_default ());
  self->accept = g_steal_pointer (&accept);
  self->server = g_steal_pointer (&server);
  for (guint i = 0; i < self->stages->len; i++)
    regie_feed_speak (g_ptr_array_index (self->stages, i));
  return TRUE;
}

guint
regie_feeds_get_port (RegieFeeds *self)
{
  g_return_val_if_fail (REGIE_IS_FEEDS (self), 0);
  return self->server ? (guint) gst_rtsp_server_get_bound_port (self->server) : 0;
}

char *
regie_feeds_get_uri (RegieFeeds *self, guint stage)
{
  g_return_val_if_fail (REGIE_IS_FEEDS (self), NULL);
  g_return_val_if_fail (stage < self->stages->len, NULL);

  if (!self->server)
    return NULL;
  return g_strdup_printf ("rtsp://127.0.0.1:%u/stage-%u", regie_feeds_get_port (self), stage + 1);
}

void
regie_feeds_set_title (RegieFeeds *self, guint stage, const char *title, const char *subtitle)
{
  g_return_if_fail (REGIE_IS_FEEDS (self));
  g_return_if_fail (stage < self->stages->len);

  regie_feed_set_title (g_ptr_array_index (self->stages, stage), stage, title, subtitle);
  regie_feed_set_title (self->program, stage, title, subtitle);
}

char *
regie_feeds_get_program_uri (RegieFeeds *self)
{
  g_return_val_if_fail (REGIE_IS_FEEDS (self), NULL);

  if (!self->server)
    return NULL;
  return g_strdup_printf ("rtsp://127.0.0.1:%u/program", regie_feeds_get_port (self));
}

void
regie_feeds_take (RegieFeeds *self, guint stage)
{
  g_return_if_fail (REGIE_IS_FEEDS (self));
  g_return_if_fail (stage < self->stages->len);

  regie_feed_cut (self->program, stage);
}

guint64
regie_feeds_get_frames (RegieFeeds *self, guint stage)
{
  g_return_val_if_fail (REGIE_IS_FEEDS (self), 0);
  g_return_val_if_fail (stage < self->stages->len, 0);

  return regie_feed_get_frames (g_ptr_array_index (self->stages, stage));
}
