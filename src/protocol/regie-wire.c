/* regie-wire.c: names on the wire, instants and plain text, for the rest of this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-wire.h"

#include <string.h>

static const char *const member_names[REGIE_N_FIELDS] = {
#define X(id, member, kind, limit) [REGIE_FIELD_##id] = #member,
  REGIE_FIELDS (X)
#undef X
};

/* No record has two states or two kinds: on the wire they need no prefix. */
static const struct
{
  RegieField field;
  const char *name;
} renamed[] = {
  { REGIE_FIELD_STAGE_STATE, "state" }, { REGIE_FIELD_MESSAGE_STATE, "state" },
  { REGIE_FIELD_POLL_STATE, "state" },  { REGIE_FIELD_CUE_STATE, "state" },
  { REGIE_FIELD_SESSION_KIND, "kind" }, { REGIE_FIELD_MESSAGE_KIND, "kind" },
  { REGIE_FIELD_POLL_KIND, "kind" },    { REGIE_FIELD_CUE_KIND, "kind" },
};

typedef struct
{
  const char *names[REGIE_N_FIELDS];
  /* per record type: name → field + 1 */
  GHashTable *fields[REGIE_N_RECORDS];
} Names;

static gpointer
make_names (gpointer unused)
{
  Names *self = g_new0 (Names, 1);

  for (int field = 0; field < REGIE_N_FIELDS; field++)
    self->names[field] = member_names[field];
  for (gsize i = 0; i < G_N_ELEMENTS (renamed); i++)
    self->names[renamed[i].field] = renamed[i].name;

  for (int type = REGIE_RECORD_NONE + 1; type < REGIE_N_RECORDS; type++)
    {
      RegieFieldSet may = regie_record_type_required ((RegieRecordType) type)
                          | regie_record_type_optional ((RegieRecordType) type);
      self->fields[type] = g_hash_table_new (g_str_hash, g_str_equal);
      REGIE_FOREACH_FIELD (field, may)
        {
          gboolean first = g_hash_table_insert (self->fields[type], (gpointer) self->names[field],
                                                GINT_TO_POINTER (field + 1));
          g_assert (first);
        }
    }
  return self;
}

static const Names *
get_names (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, make_names, NULL);
}

const char *
regie_wire_field_name (RegieField field)
{
  g_assert (field < REGIE_N_FIELDS);
  return get_names ()->names[field];
}

RegieField
regie_wire_field_find (RegieRecordType type, const char *name)
{
  g_assert (type > REGIE_RECORD_NONE && type < REGIE_N_RECORDS);
  gpointer found = g_hash_table_lookup (get_names ()->fields[type], name);
  return found != NULL ? (RegieField) (GPOINTER_TO_INT (found) - 1) : REGIE_N_FIELDS;
}

/* Days since 1970-01-01 to a civil date, for years from 0 on: the calendar is shifted so that a year
 * begins in March and its leap day comes last. */
static void
date_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 shifted = days + 719468;
  gint64 era = shifted / 146097;
  int in_era = (int) (shifted % 146097);
  int year_in_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  int in_year = in_era - (365 * year_in_era + year_in_era / 4 - year_in_era / 100);
  int march_month = (5 * in_year + 2) / 153;

  *day = in_year - (153 * march_month + 2) / 5 + 1;
  *month = march_month < 10 ? march_month + 3 : march_month - 9;
  *year = (int) (era * 400) + year_in_era + (*month <= 2 ? 1 : 0);
}

static gint64
days_from_date (int year, int month, int day)
{
  gint64 march_year = month <= 2 ? year - 1 : year;
  gint64 era = march_year / 400;
  int year_in_era = (int) (march_year % 400);
  int in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int in_era = year_in_era * 365 + year_in_era / 4 - year_in_era / 100 + in_year;
  return era * 146097 + in_era - 719468;
}

static char *
put_digits (char *at, int n_digits, gint64 value)
{
  for (int i = n_digits - 1; i >= 0; i--, value /= 10)
    at[i] = (char) ('0' + value % 10);
  return at + n_digits;
}

void
regie_wire_format_time (gint64 time, char buffer[static REGIE_WIRE_TIME_SIZE])
{
  gint64 seconds = MAX (time, 0) / G_USEC_PER_SEC;
  int in_day = (int) (seconds % 86400);
  int year, month, day;
  char *at = buffer;

  date_from_days (seconds / 86400, &year, &month, &day);
  at = put_digits (at, 4, MIN (year, 9999));
  *at++ = '-';
  at = put_digits (at, 2, month);
  *at++ = '-';
  at = put_digits (at, 2, day);
  *at++ = 'T';
  at = put_digits (at, 2, in_day / 3600);
  *at++ = ':';
  at = put_digits (at, 2, in_day / 60 % 60);
  *at++ = ':';
  at = put_digits (at, 2, in_day % 60);
  *at++ = '.';
  at = put_digits (at, 6, MAX (time, 0) % G_USEC_PER_SEC);
  *at++ = 'Z';
  *at = '\0';
}

/* Reads exactly @n_digits digits and what must follow them; -1 when they are not there. */
static int
take_digits (const char **at, int n_digits, char then)
{
  int value = 0;

  for (int i = 0; i < n_digits; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return -1;
      value = value * 10 + (**at - '0');
    }
  if (then == '\0')
    return value;
  if (**at != then)
    return -1;
  (*at)++;
  return value;
}

static gboolean
take_fraction (const char **at, int *microseconds)
{
  int scale = 100000;

  *microseconds = 0;
  if (**at != '.')
    return TRUE;
  (*at)++;
  if (!g_ascii_isdigit (**at))
    return FALSE;
  for (; g_ascii_isdigit (**at); (*at)++, scale /= 10)
    *microseconds += (**at - '0') * scale;
  return TRUE;
}

static gboolean
take_offset (const char **at, int *seconds)
{
  int sign = **at == '-' ? -1 : 1;
  int hours, minutes;

  *seconds = 0;
  if (**at == 'Z' || **at == 'z')
    {
      (*at)++;
      return TRUE;
    }
  if (**at != '+' && **at != '-')
    return FALSE;
  (*at)++;
  hours = take_digits (at, 2, ':');
  if (hours < 0 || hours > 23)
    return FALSE;
  minutes = take_digits (at, 2, '\0');
  if (minutes < 0 || minutes > 59)
    return FALSE;
  *seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

static int
month_length (int year, int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return lengths[month - 1] + (leap && month == 2 ? 1 : 0);
}

gboolean
regie_wire_parse_time (const char *text, gint64 *time)
{
  const char *at = text;
  int year = take_digits (&at, 4, '-');
  int month = year < 0 ? -1 : take_digits (&at, 2, '-');
  int day = month < 0 ? -1 : take_digits (&at, 2, '\0');
  int hour, minute, second, microseconds, offset;

  if (day < 1 || month < 1 || month > 12 || day > month_length (year, month))
    return FALSE;
  if (*at != 'T' && *at != 't')
    return FALSE;
  at++;
  hour = take_digits (&at, 2, ':');
  minute = hour < 0 ? -1 : take_digits (&at, 2, ':');
  second = minute < 0 ? -1 : take_digits (&at, 2, '\0');
  /* A leap second counts as the one before it: POSIX time has none. */
  if (second < 0 || hour > 23 || minute > 59 || second > 60)
    return FALSE;
  if (!take_fraction (&at, &microseconds) || !take_offset (&at, &offset) || *at != '\0')
    return FALSE;

  gint64 seconds = days_from_date (year, month, day) * 86400 + hour * 3600 + minute * 60
                   + MIN (second, 59) - offset;
  if (seconds < 0)
    return FALSE;
  *time = seconds * G_USEC_PER_SEC + microseconds;
  return TRUE;
}

static gboolean
is_unwanted (gunichar c)
{
  if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    return c != '\n';
  /* Embeddings, overrides and isolates reorder what stands beside them. The marks LRM and RLM, ZWJ
   * and ZWNJ only act inside the text: they stay. */
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

static gboolean
is_plain_ascii (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    if (*at >= 0x7f || (*at < 0x20 && *at != '\n'))
      return FALSE;
  return TRUE;
}

char *
regie_wire_clean_text (const char *text)
{
  g_autoptr (GString) clean = NULL;
  guint marks = 0;

  if (is_plain_ascii (text))
    return NULL;

  clean = g_string_sized_new (strlen (text) + 1);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      marks = g_unichar_ismark (c) ? marks + 1 : 0;
      if (c == '\t')
        g_string_append_c (clean, ' ');
      else if ((c == '\r' && at[1] != '\n') || c == 0x85 || c == 0x2028 || c == 0x2029)
        g_string_append_c (clean, '\n');
      else if (!is_unwanted (c) && marks <= REGIE_WIRE_MAX_MARKS)
        g_string_append_len (clean, at, g_utf8_next_char (at) - at);
    }
  return strcmp (clean->str, text) == 0 ? NULL : g_string_free_and_steal (g_steal_pointer (&clean));
}
