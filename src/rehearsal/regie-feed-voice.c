/* regie-feed-voice.c: the sound of a stage: somebody gives a talk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-config.h"

#include "regie-feed-voice.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/** A WAV file's header as espeak-ng writes it: "RIFF", "fmt " of 16 bytes, "data" */
#define WAV_HEADER 44
/** espeak-ng speaks up to full scale; people at a desk are used to some headroom */
#define GAIN 0.6
/** The babble that stands in for espeak-ng lasts this long before it repeats, seconds */
#define BABBLE_TIME 20

struct _RegieFeedVoice
{
  GObject parent_instance;

  guint stage;

  GMutex lock;
  /* mono, REGIE_FEED_SAMPLES per second; element-type gint16 */
  GArray *talk;
  gsize next;
  gboolean asked;
};

/* Invented talks; each stage begins in another place of its own. */
static const char *const talks[] = {
  "Guten Morgen und herzlich willkommen. Wir sprechen heute darüber, wie ein Antrag von der ersten "
  "Eingabe bis zum Bescheid ohne Medienbruch durch das Haus kommt. Ich beginne mit einem Beispiel. "
  "Im vergangenen Jahr haben wir drei Verfahren gemeinsam mit den Kommunen neu aufgesetzt. "
  "Das Ergebnis: weniger Rückfragen, kürzere Laufzeiten und zufriedenere Kolleginnen und Kollegen. "
  "Natürlich lief nicht alles glatt. Die Schnittstelle zum Register kam später als geplant. "
  "Was haben wir daraus gelernt? Erstens: früh testen. Zweitens: offen sagen, was noch fehlt.",
  "Vielen Dank für die Einführung. Auf diesem Podium geht es um die elektronische Akte. "
  "Wer von Ihnen arbeitet schon jeden Tag damit? Stimmen Sie bitte jetzt ab. "
  "Während die Stimmen eingehen, noch ein Gedanke. Technik allein verändert keine Verwaltung. "
  "Es sind die Menschen, die den Ablauf kennen und ihn besser machen wollen. "
  "Deshalb haben wir zuerst die Poststelle gefragt und dann erst die Software ausgewählt.",
  "Kommen wir zur offenen Runde. Uns haben viele Fragen erreicht, vor allem zur Sicherheit. "
  "Wie gehen wir mit sensiblen Daten um, wenn ein Dienst in der Wolke läuft? "
  "Die kurze Antwort lautet: mit klaren Regeln, mit Verschlüsselung und mit regelmäßigen Übungen. "
  "Die lange Antwort steht in unserem Leitfaden, den Sie nach der Veranstaltung herunterladen "
  "können. "
  "Bitte schicken Sie uns jetzt Ihr Wort für die Wolke: Was wünschen Sie sich als Nächstes?",
};

G_DEFINE_FINAL_TYPE (RegieFeedVoice, regie_feed_voice, G_TYPE_OBJECT)

static void
regie_feed_voice_finalize (GObject *object)
{
  RegieFeedVoice *self = REGIE_FEED_VOICE (object);

  g_clear_pointer (&self->talk, g_array_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (regie_feed_voice_parent_class)->finalize (object);
}

static void
regie_feed_voice_class_init (RegieFeedVoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_feed_voice_finalize;
}

static void
regie_feed_voice_init (RegieFeedVoice *self)
{
  g_mutex_init (&self->lock);
}

RegieFeedVoice *
regie_feed_voice_new (guint stage)
{
  RegieFeedVoice *self = g_object_new (REGIE_TYPE_FEED_VOICE, NULL);

  self->stage = stage;
  return self;
}

/* Linear interpolation is enough for a voice. */
static GArray *
resample (const gint16 *from, gsize n, guint rate)
{
  const gsize wanted = (gsize) ((guint64) n * REGIE_FEED_SAMPLES / rate);
  GArray *to = g_array_sized_new (FALSE, FALSE, sizeof (gint16), (guint) wanted);

  for (gsize i = 0; i < wanted; i++)
    {
      const double at = (double) i * rate / REGIE_FEED_SAMPLES;
      const gsize left = MIN ((gsize) at, n - 1);
      const gsize right = MIN (left + 1, n - 1);
      const double part = at - (double) left;
      const gint16 value = (gint16) (GAIN * (from[left] * (1 - part) + from[right] * part));

      g_array_append_val (to, value);
    }
  return to;
}

static guint
little (const guint8 *bytes)
{
  return (guint) bytes[0] | (guint) bytes[1] << 8 | (guint) bytes[2] << 16 | (guint) bytes[3] << 24;
}

static GArray *
speak (guint stage)
{
  static const char *const voices[] = { "de", "de+f3", "de+m4", "de+f2" };
  static const char *const pitches[] = { "38", "60", "28", "50" };
  static const char *const speeds[] = { "150", "165", "140", "158" };
  const gsize i = stage % G_N_ELEMENTS (voices);
  g_autofree char *program = g_find_program_in_path ("espeak-ng");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) wav = NULL;
  const char *talk = talks[stage % G_N_ELEMENTS (talks)];
  const guint8 *bytes;
  gsize size, rate;

  if (!program)
    return NULL;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                  | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              NULL, program, "-v", voices[i], "-p", pitches[i], "-s", speeds[i],
                              "--stdin", "--stdout", NULL);
  text = g_bytes_new_static (talk, strlen (talk));
  if (!process || !g_subprocess_communicate (process, text, NULL, &wav, NULL, NULL) || !wav)
    return NULL;

  bytes = g_bytes_get_data (wav, &size);
  if (size < WAV_HEADER + REGIE_FEED_SAMPLES || memcmp (bytes, "RIFF", 4) != 0)
    return NULL;
  rate = little (bytes + 24);
  if (rate < 8000 || rate > 48000)
    return NULL;
  return resample ((const gint16 *) (bytes + WAV_HEADER), (size - WAV_HEADER) / sizeof (gint16),
                   (guint) rate);
}

/* Syllables: a few harmonics of a voice's pitch under a swelling envelope, with pauses. */
static GArray *
babble (guint stage)
{
  GArray *talk = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_autoptr (GRand) random = g_rand_new_with_seed (4711 + stage);
  const double base = 95 + 35.0 * (stage % 4);

  while (talk->len < BABBLE_TIME * REGIE_FEED_SAMPLES)
    {
      const guint sounding = (guint) g_rand_int_range (random, 5000, 13000);
      const guint pause = (guint) (g_rand_int_range (random, 0, 7) == 0 ? 24000 : 1500);
      const double pitch = base * g_rand_double_range (random, 0.85, 1.25);
      const double bright = g_rand_double_range (random, 0.3, 0.8);

      for (guint i = 0; i < sounding + pause; i++)
        {
          const double envelope = i < sounding ? sin (G_PI * i / sounding) : 0;
          double sum = 0, weight = 0.4;
          gint16 value;

          for (guint harmonic = 1; harmonic <= 6; harmonic++, weight *= bright)
            sum += weight * sin (2 * G_PI * pitch * harmonic * i / REGIE_FEED_SAMPLES);
          value = (gint16) (CLAMP (sum * envelope, -1, 1) * 16000);
          g_array_append_val (talk, value);
        }
    }
  return talk;
}

static void
render (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RegieFeedVoice *self = source;
  GArray *talk = speak (self->stage);

  if (!talk)
    talk = babble (self->stage);
  g_mutex_lock (&self->lock);
  self->talk = talk;
  self->next = 0;
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (task, TRUE);
}

void
regie_feed_voice_render (RegieFeedVoice *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (REGIE_IS_FEED_VOICE (self));

  if (self->asked)
    return;
  self->asked = TRUE;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_run_in_thread (task, render);
}

void
regie_feed_voice_fill (RegieFeedVoice *self, gint16 *out, gsize n)
{
  g_return_if_fail (REGIE_IS_FEED_VOICE (self));
  g_return_if_fail (out != NULL);

  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < n; i++)
    {
      const gint16 value = self->talk ? g_array_index (self->talk, gint16, self->next) : (gint16) 0;

      out[2 * i] = out[2 * i + 1] = value;
      if (self->talk)
        self->next = (self->next + 1) % self->talk->len;
    }
  g_mutex_unlock (&self->lock);
}
