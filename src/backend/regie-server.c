/* regie-server.c: the backend as others see it: an address with REST, WebSocket and pages
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-http.h"
#include "regie-refusal.h"
#include "regie-routes.h"
#include "regie-server.h"

#include <string.h>
#include <sys/resource.h>

/* The default of ten does not let a congress in that comes after a break. */
#define BACKLOG 4096
/* Seconds a client is to stay away when the backend leaves. */
#define RETRY_AFTER 2
/* Open files that WebSockets do not get. */
#define OTHER_FILES 512
/* A desk that lost its line for a moment keeps what it was working on, microseconds. */
#define GRACE (5 * G_USEC_PER_SEC)
/* How long leaving may take, microseconds. */
#define PATIENCE (2 * G_USEC_PER_SEC)

struct _RegieServer
{
  GObject parent_instance;

  RegieHouse house;
  SoupServer *soup;
  char *address;
  guint presence_timer;
  guint pass_timer;
};

G_DEFINE_FINAL_TYPE (RegieServer, regie_server, G_TYPE_OBJECT)

static const RegieEndpoint endpoints[] = {
  { "POST", REGIE_PATH_JOIN, REGIE_ROLE_NONE, regie_house_join },
  { "GET", REGIE_PATH_EVENTS, REGIE_ROLE_PARTICIPANT, regie_house_events },
  { "GET", REGIE_PATH_SNAPSHOT, REGIE_ROLE_PARTICIPANT, regie_house_snapshot },
  { "GET", REGIE_PATH_ME, REGIE_ROLE_PARTICIPANT, regie_house_me },
  { "GET", REGIE_PATH_HASH, REGIE_ROLE_MODERATOR, regie_house_hash },
  { "GET", REGIE_PATH_HISTORY, REGIE_ROLE_MODERATOR, regie_house_history },
  { "GET", REGIE_PATH_RECORDS, REGIE_ROLE_MODERATOR, regie_house_records },
  { "POST", REGIE_PATH_IMPORT, REGIE_ROLE_ADMIN, regie_house_import },
  { "GET", REGIE_PATH_HEALTH, REGIE_ROLE_NONE, regie_house_health },
  { "GET", REGIE_PATH_METRICS, REGIE_ROLE_MODERATOR, regie_house_metrics },
};

const RegieEndpoint *
regie_endpoints (gsize *n_endpoints)
{
  *n_endpoints = G_N_ELEMENTS (endpoints);
  return endpoints;
}

static const RegieEndpoint *
find_endpoint (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autofree char *subject = NULL;

      if (regie_path_match (endpoints[i].path, path, &subject))
        return &endpoints[i];
    }
  return NULL;
}

/* Whether @method is what the path is for; answers if not. */
static gboolean
check_method (SoupServerMessage *message, const char *allowed)
{
  if (strcmp (soup_server_message_get_method (message), allowed) == 0)
    return TRUE;
  regie_http_refuse (message, REGIE_ANSWER_INVALID, 405, "Another method is needed",
                     "This address takes %s only", allowed);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                allowed);
  return FALSE;
}

/* Whoever still shows the token of somebody who is erased is told so, and asked for nothing. */
static void
refuse_erased (SoupServerMessage *message)
{
  g_autoptr (RegieReply) reply =
      regie_refusal_new (REGIE_ANSWER_DENIED, 401, "Erased",
                         "Your data was erased; this token stands for nobody any more. Who joins "
                         "again is a new person");

  reply->code = REGIE_REPLY_ERASED;
  regie_http_answer_reply (message, reply);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "WWW-Authenticate", "Bearer realm=\"regie\"");
}

/* Who asks, if that is somebody of at least @role; answers if not. */
static const RegiePass *
authenticate (RegieServer *self, SoupServerMessage *message, RegieRole role)
{
  g_autofree char *token = regie_http_get_token (message);
  const RegiePass *pass = token != NULL ? regie_registry_find (self->house.registry, token) : NULL;

  if (token != NULL && regie_registry_is_erased (self->house.registry, token))
    {
      refuse_erased (message);
      return NULL;
    }
  if (pass == NULL)
    {
      regie_http_refuse (message, REGIE_ANSWER_DENIED, 401, "Who are you?",
                         token != NULL ? "This token is unknown or was revoked"
                                       : "A token is needed: Authorization: Bearer TOKEN");
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "WWW-Authenticate", "Bearer realm=\"regie\"");
      return NULL;
    }
  if (pass->role < role)
    {
      regie_http_refuse (message, REGIE_ANSWER_DENIED, 403, "Not allowed",
                         "This is not for the role %s",
                         regie_enum_nick (REGIE_TYPE_ROLE, pass->role));
      return NULL;
    }
  return pass;
}

static void
on_page (RegieServer *self, SoupServerMessage *message, const char *path)
{
  const char *method = soup_server_message_get_method (message);

  if (strcmp (method, "GET") != 0 && strcmp (method, "HEAD") != 0)
    regie_http_refuse (message, REGIE_ANSWER_INVALID, 404, "Not found", "There is no such address");
  else if (!regie_site_serve (self->house.site, message, path))
    regie_http_refuse (message, REGIE_ANSWER_INVALID, 404, "Not found", "There is no such page");
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  RegieServer *self = data;
  const RegieEndpoint *endpoint = find_endpoint (path);
  g_autofree char *subject = NULL;
  const RegieRoute *route = endpoint == NULL ? regie_route_match (path, &subject) : NULL;
  const RegiePass *pass = NULL;

  self->house.requests++;
  if (self->house.leaving && endpoint == NULL)
    regie_http_refuse (message, REGIE_ANSWER_UNAVAILABLE, 503, "Going away",
                       "The backend is being stopped");
  else if (endpoint == NULL && route == NULL)
    on_page (self, message, path);
  else if (!check_method (message, endpoint != NULL ? endpoint->method : route->method))
    return;
  else if (endpoint != NULL && endpoint->role == REGIE_ROLE_NONE)
    endpoint->handler (&self->house, message, NULL, query);
  else if ((pass = authenticate (self, message,
                                 endpoint != NULL ? endpoint->role : REGIE_ROLE_PARTICIPANT))
           == NULL)
    return;
  else if (endpoint != NULL)
    endpoint->handler (&self->house, message, pass, query);
  else
    regie_house_command (&self->house, message, pass, path);
}

/* Before the body comes: what is too large is not even kept. */
static void
on_headers (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  RegieServer *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean import = strcmp (path, REGIE_PATH_IMPORT) == 0;
  goffset most = import ? REGIE_HTTP_MAX_IMPORT : REGIE_HTTP_MAX_BODY;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    regie_http_refuse (message, REGIE_ANSWER_INVALID, 411, "How long?",
                       "The body must come with a Content-Length");
  else if (soup_message_headers_get_content_length (headers) > most)
    regie_http_refuse (message, REGIE_ANSWER_INVALID, 413, "Too large",
                       "The body may have %" G_GOFFSET_FORMAT " bytes", most);
  else if (!import || authenticate (self, message, REGIE_ROLE_ADMIN) != NULL)
    return;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
}

/* What was committed is told: now to those whom alone it concerns. */
static void
on_committed (RegieJournal *journal, GPtrArray *records, RegieServer *self)
{
  regie_house_tell_own (&self->house);
}

static gboolean
on_presence_time (gpointer user_data)
{
  RegieServer *self = user_data;
  regie_house_tell_presence (&self->house);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_pass_time (gpointer user_data)
{
  RegieServer *self = user_data;
  regie_house_check_passes (&self->house);
  return G_SOURCE_CONTINUE;
}

/* `ADDRESS:PORT`, `[ADDRESS]:PORT` or `PORT`. */
static GSocketAddress *
parse_address (const char *listen, GError **error)
{
  const char *colon = strrchr (listen, ':');
  g_autofree char *host = colon != NULL ? g_strndup (listen, (gsize) (colon - listen)) : NULL;
  const char *port = colon != NULL ? colon + 1 : listen;
  guint64 number = 0;
  GSocketAddress *address = NULL;

  if (host != NULL && host[0] == '[' && g_str_has_suffix (host, "]"))
    {
      host[strlen (host) - 1] = '\0';
      memmove (host, host + 1, strlen (host));
    }
  if (g_ascii_string_to_unsigned (port, 10, 0, 65535, &number, NULL))
    address = g_inet_socket_address_new_from_string (
        host == NULL || strcmp (host, "localhost") == 0 ? "127.0.0.1" : host, (guint) number);
  if (address == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "“%s” is no address to listen on; it must look like 127.0.0.1:8080", listen);
  return address;
}

gboolean
regie_server_listen (RegieServer *self, GError **error)
{
  const char *listen = self->house.settings->listen;
  g_autoptr (GSocketAddress) address = parse_address (listen, error);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *host = NULL;
  GInetAddress *inet;

  if (address == NULL)
    return FALSE;
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return FALSE;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, &local) || !g_socket_listen (socket, &local)
      || !soup_server_listen_socket (self->soup, socket, 0, &local))
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                     "%s is in use by another program; choose another port with --listen", listen);
      else
        g_set_error (error, local->domain, local->code, "cannot listen on %s: %s", listen,
                     local->message);
      return FALSE;
    }
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return FALSE;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (bound));
  host = g_inet_address_to_string (inet);
  g_free (self->address);
  self->address = g_strdup_printf (
      g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? "http://[%s]:%u" : "http://%s:%u",
      host, g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return TRUE;
}

const char *
regie_server_get_address (RegieServer *self)
{
  return self->address;
}

RegieHouse *
regie_server_get_house (RegieServer *self)
{
  return &self->house;
}

void
regie_server_leave (RegieServer *self)
{
  g_autoptr (RegieEvent) bye = regie_event_new (REGIE_EVENT_BYE);
  g_autoptr (GBytes) frame = NULL;
  g_autofree char *json = NULL;
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  gsize size;

  self->house.leaving = TRUE;
  bye->retry_after = RETRY_AFTER;
  bye->reason = g_strdup ("the backend is being stopped");
  json = regie_event_to_json (bye, &size);
  frame = regie_frame_new_text (json, size);
  regie_hub_close_all (self->house.hub, frame);
  while ((regie_conductor_get_figures (self->house.conductor)->pending > 0
          || regie_hub_count_all (self->house.hub) > 0)
         && g_get_monotonic_time () < deadline)
    {
      /* The heartbeat of presence and passes wakes it at the latest. */
      g_main_context_iteration (NULL, TRUE);
    }
  /* Answers that are ready are still on their way to the kernel. */
  while (g_main_context_iteration (NULL, FALSE) && g_get_monotonic_time () < deadline)
    ;
  soup_server_disconnect (self->soup);
}

static void
regie_server_dispose (GObject *object)
{
  RegieServer *self = REGIE_SERVER (object);
  RegieHouse *house = &self->house;

  g_clear_handle_id (&self->presence_timer, g_source_remove);
  g_clear_handle_id (&self->pass_timer, g_source_remove);
  house->leaving = TRUE;
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  if (house->hub != NULL)
    g_object_run_dispose (G_OBJECT (house->hub));
  if (house->timekeeper != NULL)
    g_object_run_dispose (G_OBJECT (house->timekeeper));
  g_clear_object (&house->timekeeper);
  g_clear_pointer (&house->eraser, regie_eraser_free);
  g_clear_pointer (&house->screening, regie_screening_free);
  g_clear_pointer (&house->people, regie_people_free);
  g_clear_object (&house->hub);
  g_clear_object (&house->conductor);
  g_clear_pointer (&house->newcomers, regie_newcomers_free);
  g_clear_object (&house->registry);

  G_OBJECT_CLASS (regie_server_parent_class)->dispose (object);
}

static void
regie_server_finalize (GObject *object)
{
  RegieServer *self = REGIE_SERVER (object);
  RegieHouse *house = &self->house;

  g_clear_pointer (&house->site, regie_site_free);
  g_clear_pointer (&house->commands, regie_limiter_free);
  g_clear_pointer (&house->wrong_codes, regie_limiter_free);
  g_clear_pointer (&house->settings, regie_settings_free);
  g_clear_pointer (&house->roster, regie_roster_free);
  g_clear_pointer (&house->presence, g_bytes_unref);
  g_free (self->address);

  G_OBJECT_CLASS (regie_server_parent_class)->finalize (object);
}

static void
regie_server_class_init (RegieServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = regie_server_dispose;
  object_class->finalize = regie_server_finalize;
}

/* Beside the WebSockets there are requests, pages and the journal. */
static guint
room_for_sockets (void)
{
  struct rlimit limit;
  rlim_t files = getrlimit (RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 1024;

  if (files == RLIM_INFINITY || files > G_MAXINT)
    return G_MAXINT;
  return (guint) (files > 2 * OTHER_FILES ? files - OTHER_FILES : files / 2);
}

static void
regie_server_init (RegieServer *self)
{
  RegieHouse *house = &self->house;

  house->started = g_get_monotonic_time ();
  house->max_sockets = room_for_sockets ();
  house->roster = regie_roster_new (GRACE);
  house->hub = regie_hub_new (&regie_house_hub_handler, house);
  self->soup = soup_server_new ("server-header", "regie", NULL);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  self->presence_timer = g_timeout_add (1000, on_presence_time, self);
  self->pass_timer = g_timeout_add (1000, on_pass_time, self);
}

static const char *
name_of (const char *id, gpointer user_data)
{
  RegieHouse *house = user_data;
  const RegiePass *pass = regie_registry_find_id (house->registry, id);

  return pass != NULL ? pass->name : NULL;
}

RegieServer *
regie_server_new (RegieSettings *settings,
                  RegieJournal *journal,
                  RegieRegistry *registry,
                  GError **error)
{
  g_autoptr (RegieServer) self = g_object_new (REGIE_TYPE_SERVER, NULL);
  RegieHouse *house = &self->house;
  g_autofree char *web = g_build_filename (settings->data_dir, "web", NULL);

  house->settings = settings;
  house->registry = g_object_ref (registry);
  house->site = regie_site_new (web);
  house->commands = regie_limiter_new (settings->rate, settings->burst);
  house->wrong_codes = regie_limiter_new (settings->wrong_codes / 60, settings->wrong_codes);
  house->conductor = regie_conductor_new (journal, house->hub);
  house->newcomers = regie_newcomers_new (house->hub, house->conductor, regie_house_greet, house);
  regie_conductor_set_names (house->conductor, name_of, house);
  house->people = regie_people_new_for (regie_conductor_get_congress (house->conductor));
  house->screening = regie_screening_new (house->conductor, house->people);
  house->eraser =
      regie_eraser_new (house->conductor, house->people, registry, house->hub, house->commands);
  if ((settings->block_list != NULL
       && !regie_screening_read_block_list (house->screening, settings->block_list, error))
      || !regie_conductor_load (house->conductor, error))
    return NULL;
  g_ptr_array_unref (regie_people_take_changed (house->people));
  g_signal_connect_object (journal, "committed", G_CALLBACK (on_committed), self,
                           G_CONNECT_DEFAULT);
  house->timekeeper = regie_timekeeper_new (house->conductor);
  return g_steal_pointer (&self);
}
