/* sources.c: which URIs are sources, and what is said about those that are none
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"

#include "regie-config.h"

#include "regie-source-uri.h"
#include "regie-whep.h"

#include <glib.h>
#include <string.h>

static void
these_are_sources (void)
{
  static const char *const uris[] = {
    "rtsp://camera/",
    "rtsp://user:p%40ss@10.0.0.1:8554/stage-1?subtype=0",
    "rtspt://camera/1",
    "rtspu://camera/1",
    "rtsps://camera/1",
    "srt://host:7001",
    "srt://"
    "host:7001?mode=caller&passphrase=correct%20horse&pbkeylen=32&streamid=%23!::r=live&latency="
    "120",
    "srt://:7001?mode=listener",
    "srt://0.0.0.0:7001?mode=listener&passphrase=0123456789",
    "rtmp://host/live/stage-1",
    "rtmps://host:443/live/stage-1?key=x",
    "http://host/hls/stage.m3u8",
    "https://host/a/b.m3u8?token=x&mode=foo",
    "udp://0.0.0.0:5000",
    "udp://239.1.2.3:5000?interface=eth0",
    "udp://[ff02::1]:5000",
    "file:///home/regie/film.mkv",
    "file:///tmp/%C3%BCber%20uns.mp4",
    "capture://?video=v4l2:/dev/video0&audio=alsa:hw:1,0&size=1920x1080&rate=50",
    "capture://?video=pipewire&audio=pulse:alsa_input.usb-x.analog-stereo",
    "capture://?audio=tone",
    "capture://?video=bars",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", uris[i]);
      g_assert_true (regie_source_uri_check (uris[i], &error));
      g_assert_no_error (error);
    }
}

/* What is refused, and a part of what is said about it: the field before the colon. */
static void
these_are_none_and_the_field_is_named (void)
{
  static const struct
  {
    const char *uri;
    const char *said;
  } refused[] = {
    { "", "scheme: is missing" },
    { "/home/regie/film.mkv", "scheme: is missing" },
    { "gopher://host/", "scheme: there are no gopher: sources" },
    { "javascript:alert(1)", "scheme: there are no javascript: sources" },
    { "rtsp://host/a b", "URI: has a space" },
    { "rtsp://host/\nfoo", "URI: has a space" },
    { "rtsp://host/\xff", "URI: is not UTF-8" },
    { "rtsp:///path", "host: is missing" },
    { "rtsp://host:0/", "port: 1 to 65535" },
    { "rtsp://host:70000/", "port" },
    { "rtsp://host:abc/", "port" },
    { "rtmp://host", "path: is missing" },
    { "rtmp://host/", "path: is missing" },
    { "srt://host", "port: is missing" },
    { "srt://:7001", "host: is missing; only mode=listener" },
    { "srt://:7001?mode=caller", "host: is missing" },
    { "srt://host:7001?mode=rendezvous", "mode: caller or listener, not “rendezvous”" },
    { "srt://host:7001?passphrase=short", "passphrase: 10 to 79 characters, not 5" },
    { "srt://host:7001?pbkeylen=17", "pbkeylen: 16 or 24 or 32, not “17”" },
    { "srt://host:7001?latency=9000", "latency: a number from 20 to 8000, not “9000”" },
    { "srt://host:7001?latency=soon", "latency: a number" },
    { "srt://host:7001?pasphrase=0123456789", "pasphrase: not known here; there are mode, " },
    { "udp://239.1.2.3", "port: is missing" },
    { "udp://:5000", "host: is missing" },
    { "udp://239.1.2.3:5000?iface=lo", "iface: not known here; there are interface" },
    { "file://server/share/film.mkv", "path: file:///" },
    { "file:film.mkv", "path: is missing" },
    { "capture://", "video: is missing, and so is audio" },
    { "capture://?video=/dev/video0", "video: one of v4l2, pipewire, bars" },
    { "capture://?video=v4l2:0", "video: v4l2:/dev/video0, not" },
    { "capture://?audio=jack", "audio: one of pulse, pipewire, alsa, tone" },
    { "capture://?video=bars&size=big", "size: WIDTHxHEIGHT, each 16 to 8192, not “big”" },
    { "capture://?video=bars&size=9x1080", "size: " },
    { "capture://?video=bars&rate=0", "rate: a number from 1 to 240, not “0”" },
  };
  g_autofree char *endless = g_strnfill (REGIE_SOURCE_URI_LONGEST + 1, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i].uri);
      g_assert_false (regie_source_uri_check (refused[i].uri, &error));
      g_assert_true (error && error->domain == REGIE_SOURCE_URI_ERROR);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, refused[i].said));
      /* A secret is not told on. */
      g_assert_null (strstr (error->message, "short"));
    }
  memcpy (endless, "rtsp://h/", strlen ("rtsp://h/"));
  g_assert_false (regie_source_uri_check (endless, NULL));
}

static void
webrtc_is_a_matter_of_the_build (void)
{
  g_autoptr (GError) error = NULL;

  if (regie_whep_is_built ())
    {
      g_assert_true (regie_source_uri_check ("wheps://token@host/stage", &error));
      g_assert_false (regie_source_uri_check ("whep://host", NULL));
      return;
    }
  g_assert_false (regie_source_uri_check ("wheps://token@host/stage", &error));
  g_assert_nonnull (strstr (error->message, "without WebRTC"));
}

static void
some_only_wait_for_a_sender (void)
{
  g_assert_true (regie_source_uri_is_patient ("udp://0.0.0.0:5000"));
  g_assert_true (regie_source_uri_is_patient ("srt://:7001?passphrase=0123456789&mode=listener"));
  g_assert_false (regie_source_uri_is_patient ("srt://host:7001"));
  g_assert_false (regie_source_uri_is_patient ("rtsp://host/?mode=listener"));
  g_assert_false (regie_source_uri_is_patient ("nothing"));
}

static void
secrets_are_not_told_on (void)
{
  static const char *const uris[] = {
    "rtsp://user:secret@host/1",
    "srt://host:1?passphrase=secret0123",
    "wheps://secret@host/stage",
    "https://host/x.m3u8?token=secret",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autofree char *shown = regie_source_uri_hide_secrets (uris[i]);

      g_assert_nonnull (strstr (shown, "host"));
      g_assert_null (strstr (shown, "secret"));
    }
}

/* docs/sources.md tells of every scheme and field, and of none that there is not. */
static void
people_are_told_of_all_of_them (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "docs", "sources.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GRegex) form = g_regex_new ("`([a-z0-9]+):(?://|`)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *const *scheme = regie_source_uri_get_schemes (); *scheme; scheme++)
    {
      g_autofree char *said = g_strconcat ("`", *scheme, ":", NULL);

      g_test_message ("%s", said);
      g_assert_nonnull (strstr (text, said));
    }
  g_regex_match (form, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *scheme = g_match_info_fetch (match, 1);

      g_test_message ("%s", scheme);
      g_assert_true (g_strv_contains (regie_source_uri_get_schemes (), scheme));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/forms", these_are_sources);
  g_test_add_func ("/sources/refused", these_are_none_and_the_field_is_named);
  g_test_add_func ("/sources/webrtc", webrtc_is_a_matter_of_the_build);
  g_test_add_func ("/sources/patient", some_only_wait_for_a_sender);
  g_test_add_func ("/sources/secrets", secrets_are_not_told_on);
  g_test_add_func ("/sources/documented", people_are_told_of_all_of_them);
  return g_test_run ();
}
