/* regie-client-error.c: what went wrong, in sentences a person can act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-client-error.h"

#include <libsoup/soup.h>

/** HTTP 426, which libsoup has no name for (RFC 9110, 15.5.22). */
#define UPGRADE_REQUIRED 426

G_DEFINE_QUARK (regie_client_error, regie_client_error)

/* Who the entity has been changed by meanwhile, as far as the answer tells. */
static char *
describe_conflict (const RegieReply *reply)
{
  const char *detail = reply->detail != NULL ? reply->detail : reply->title;
  const RegieRecord *current = reply->current;
  const char *state = NULL;

  if (current != NULL && regie_record_has (current, MESSAGE_STATE))
    state = regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, (int) current->message_state);
  else if (current != NULL && regie_record_has (current, POLL_STATE))
    state = regie_enum_nick (REGIE_TYPE_POLL_STATE, (int) current->poll_state);

  if (state == NULL)
    return g_strdup_printf ("Somebody was faster: %s", detail != NULL ? detail : "look again");
  return g_strdup_printf ("Somebody was faster, it is now “%s”%s%s", state,
                          detail != NULL ? ": " : "", detail != NULL ? detail : "");
}

GError *
regie_client_error_from_reply (const RegieReply *reply)
{
  const char *detail = reply->detail != NULL ? reply->detail : reply->title;
  g_autofree char *text = NULL;

  if (detail == NULL)
    detail = "the backend gives no reason";
  switch (reply->answer)
    {
    case REGIE_ANSWER_APPLIED:
    case REGIE_ANSWER_DUPLICATE:
      return NULL;
    case REGIE_ANSWER_CONFLICT:
      text = describe_conflict (reply);
      return g_error_new_literal (REGIE_CLIENT_ERROR, REGIE_CLIENT_CONFLICT, text);
    case REGIE_ANSWER_DENIED:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED, "Not allowed: %s", detail);
    case REGIE_ANSWER_LATE:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_LATE, "Too late: %s", detail);
    case REGIE_ANSWER_INVALID:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_INVALID, "Not accepted: %s", detail);
    case REGIE_ANSWER_UNAVAILABLE:
      if (reply->code == REGIE_REPLY_TOO_MANY || reply->code == REGIE_REPLY_SLOWED)
        return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE,
                            "Too many at a time: possible again in %" G_GINT64_FORMAT " s",
                            MAX (reply->retry_after, 1));
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE,
                          "The backend cannot do it now: %s", detail);
    default:
      g_assert_not_reached ();
    }
}

GError *
regie_client_error_from_status (guint status)
{
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return g_error_new_literal (REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED,
                                "Not allowed: the access token is wrong or was revoked");
  return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE,
                      "The backend gave an answer that Regie does not understand (HTTP %u)",
                      status);
}

GError *
regie_client_error_offline (const GError *cause)
{
  if (cause == NULL)
    return g_error_new_literal (REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE,
                                "Not connected: nothing was sent");
  return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE,
                      "The connection broke before the answer came; look whether it happened (%s)",
                      cause->message);
}

GError *
regie_client_error_from_handshake (const char *address, guint status, const GError *cause)
{
  switch (status)
    {
    case SOUP_STATUS_NONE:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_OFFLINE, "Nobody answers at %s: %s",
                          address, cause != NULL ? cause->message : "unknown reason");
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_FORBIDDEN:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED,
                          "%s does not accept the access token: it is wrong or was revoked",
                          address);
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_OK:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED,
                          "There is no Regie backend at %s", address);
    case SOUP_STATUS_BAD_REQUEST:
    case UPGRADE_REQUIRED:
    case SOUP_STATUS_SWITCHING_PROTOCOLS:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED,
                          "The backend at %s does not speak this version's protocol (%s)", address,
                          REGIE_PROTOCOL_NAME);
    default:
      return g_error_new (REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE,
                          "The backend at %s cannot take connections now (HTTP %u)", address,
                          status);
    }
}
