/* moderator-deeds.c: what people do at a question desk and in front of it, chosen at random
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "moderator-deeds.h"

/** Messages a bulk action takes at most. */
#define MOST 12
#define ANY_STATE G_MAXUINT
#define IN(state) (1U << REGIE_MESSAGE_##state)
#define PUBLIC (IN (APPROVED) | IN (NEXT) | IN (ON_AIR) | IN (ANSWERED))

static gboolean
chance (RegieScene *scene, guint percent)
{
  return (guint) g_rand_int_range (scene->random, 0, 100) < percent;
}

static guint
below (RegieScene *scene, guint n)
{
  return (guint) g_rand_int_range (scene->random, 0, (gint32) n);
}

static const RegieRecord *
pick_of (RegieScene *scene, GListModel *list)
{
  guint n = g_list_model_get_n_items (list);
  g_autoptr (RegieEntity) entity = n > 0 ? g_list_model_get_item (list, below (scene, n)) : NULL;

  return entity != NULL ? regie_entity_state (entity) : NULL;
}

/* Returns the state of a message in one of @states, if the eye falls on one. */
static const RegieRecord *
pick (RegieScene *scene, guint states)
{
  for (guint tries = 0; tries < 32; tries++)
    {
      const RegieRecord *state = pick_of (scene, regie_congress_get_messages (scene->congress));

      if (state != NULL && (states & (1U << state->message_state)) != 0)
        return state;
    }
  return NULL;
}

static RegieRecord *
about (RegieScene *scene, RegieRecordType type, const RegieRecord *message)
{
  RegieRecord *record = regie_record_new (type);

  if (chance (scene, 50))
    scene->expect_rev = (guint64) message->rev;
  return regie_record_set_string (record, REGIE_FIELD_MESSAGE, message->message);
}

/* About one message, or now and then about several of one stage at once. */
static RegieRecord *
about_some (RegieScene *scene, RegieRecordType type, guint states)
{
  const RegieRecord *first = pick (scene, states);
  g_autoptr (GStrvBuilder) messages = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) ids = NULL;

  if (first == NULL)
    return NULL;
  if (chance (scene, 70))
    return about (scene, type, first);
  for (guint i = below (scene, MOST) + 1; i > 0; i--)
    {
      const RegieRecord *next = i == 1 ? first : pick (scene, states);

      if (next != NULL && g_str_equal (next->stage, first->stage)
          && g_hash_table_add (seen, next->message))
        g_strv_builder_add (messages, next->message);
    }
  ids = g_strv_builder_end (messages);
  return regie_record_set_strings (regie_record_new (type), REGIE_FIELD_MESSAGES,
                                   (const char *const *) ids);
}

static RegieRecord *
set_text (RegieScene *scene, RegieRecord *record, RegieField field, const char *text)
{
  g_autofree char *whole = g_strdup_printf ("%s %u", text, below (scene, 1000));

  return record != NULL ? regie_record_set_string (record, field, whole) : NULL;
}

static RegieRecord *
move (RegieScene *scene)
{
  static const RegieMessageState states[] = {
    REGIE_MESSAGE_APPROVED, REGIE_MESSAGE_APPROVED, REGIE_MESSAGE_NEXT,     REGIE_MESSAGE_NEXT,
    REGIE_MESSAGE_ON_AIR,   REGIE_MESSAGE_ANSWERED, REGIE_MESSAGE_REJECTED, REGIE_MESSAGE_PARKED,
    REGIE_MESSAGE_NEW,      REGIE_MESSAGE_ARCHIVED, REGIE_MESSAGE_MERGED,
  };
  RegieMessageState to = states[below (scene, G_N_ELEMENTS (states))];
  RegieRecord *record = about_some (scene, REGIE_RECORD_MESSAGE_MOVE,
                                    chance (scene, 80) ? ~IN (ARCHIVED) : ANY_STATE);

  if (record == NULL)
    return NULL;
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, to);
  if (to == REGIE_MESSAGE_REJECTED)
    regie_record_set_string (record, REGIE_FIELD_REASON, "off_topic");
  if (to == REGIE_MESSAGE_ANSWERED && chance (scene, 40))
    set_text (scene, record, REGIE_FIELD_ANSWER, "Ja, im Jahr");
  return record;
}

static RegieRecord *
claim (RegieScene *scene)
{
  const RegieRecord *message = pick (scene, IN (NEW) | IN (IN_REVIEW) | IN (APPROVED));
  RegieRecord *record;

  if (message == NULL)
    return NULL;
  record = about (scene, REGIE_RECORD_MESSAGE_CLAIM, message);
  regie_record_set_int (record, REGIE_FIELD_ON, chance (scene, 70));
  /* Now and then somebody takes over, and says from whom. */
  if (record->on && message->claimant != NULL && chance (scene, 50))
    regie_record_set_string (record, REGIE_FIELD_CLAIMANT, message->claimant);
  return record;
}

static RegieRecord *
edit (RegieScene *scene)
{
  const RegieRecord *message = pick (scene, ANY_STATE);

  return message != NULL ? set_text (scene, about (scene, REGIE_RECORD_MESSAGE_EDIT, message),
                                     REGIE_FIELD_TEXT, "Wann endlich, in welchem Monat von")
                         : NULL;
}

static RegieRecord *
note (RegieScene *scene)
{
  const RegieRecord *message = pick (scene, ANY_STATE);

  return message != NULL ? set_text (scene, about (scene, REGIE_RECORD_MESSAGE_NOTE, message),
                                     REGIE_FIELD_NOTE, "Rückfrage an")
                         : NULL;
}

static RegieRecord *
label (RegieScene *scene)
{
  static const char *const labels[] = { "Netz", "Geld", "Schule", NULL };
  RegieRecord *record = about_some (scene, REGIE_RECORD_MESSAGE_LABEL, ANY_STATE);

  return record != NULL
             ? regie_record_set_strings (record, REGIE_FIELD_LABELS, labels + below (scene, 4))
             : NULL;
}

static RegieRecord *
relabel (RegieScene *scene)
{
  static const char *const labels[] = { "Netz", "Geld", "Schule", NULL };
  RegieRecord *record = about_some (scene, REGIE_RECORD_MESSAGE_RELABEL, ANY_STATE);

  return record != NULL ? regie_record_set_strings (
                              record, below (scene, 3) > 0 ? REGIE_FIELD_ADD : REGIE_FIELD_REMOVE,
                              labels + below (scene, 3))
                        : NULL;
}

static RegieRecord *
classify (RegieScene *scene)
{
  RegieRecord *record = about_some (scene, REGIE_RECORD_MESSAGE_CLASSIFY, ANY_STATE);

  return record != NULL ? regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, below (scene, 3))
                        : NULL;
}

static RegieRecord *
assign (RegieScene *scene)
{
  return set_text (scene, about_some (scene, REGIE_RECORD_MESSAGE_ASSIGN, ANY_STATE),
                   REGIE_FIELD_ASSIGNEE, "Referat");
}

static RegieRecord *
pin (RegieScene *scene)
{
  RegieRecord *record = about_some (scene, REGIE_RECORD_MESSAGE_PIN, ANY_STATE);

  return record != NULL ? regie_record_set_int (record, REGIE_FIELD_ON, chance (scene, 50)) : NULL;
}

static RegieRecord *
merge (RegieScene *scene)
{
  const RegieRecord *message = pick (scene, IN (NEW) | IN (APPROVED) | IN (NEXT) | IN (IN_REVIEW));
  const RegieRecord *target = pick (scene, IN (NEW) | PUBLIC);

  return message != NULL && target != NULL
             ? regie_record_set_string (about (scene, REGIE_RECORD_MESSAGE_MERGE, message),
                                        REGIE_FIELD_TARGET, target->message)
             : NULL;
}

static RegieRecord *
unmerge (RegieScene *scene)
{
  const RegieRecord *message = pick (scene, IN (MERGED));

  return message != NULL ? about (scene, REGIE_RECORD_MESSAGE_UNMERGE, message) : NULL;
}

static RegieRecord *
answer (RegieScene *scene)
{
  const RegieRecord *message = pick (scene, IN (ANSWERED));

  return message != NULL ? set_text (scene, about (scene, REGIE_RECORD_MESSAGE_ANSWER, message),
                                     REGIE_FIELD_ANSWER, "Nein, erst")
                         : NULL;
}

static RegieRecord *
advance (RegieScene *scene)
{
  const RegieRecord *on_air = pick (scene, IN (ON_AIR));
  const RegieRecord *next = pick (scene, IN (NEXT));
  RegieRecord *record;

  if (on_air == NULL)
    return NULL;
  record = about (scene, REGIE_RECORD_MESSAGE_ADVANCE, on_air);
  if (next != NULL && chance (scene, 80))
    regie_record_set_string (record, REGIE_FIELD_TARGET, next->message);
  return record;
}

/* The whole stack of Next in another order, as it is seen here. */
static RegieRecord *
order (RegieScene *scene)
{
  const RegieRecord *one = pick (scene, IN (NEXT));
  GListModel *messages = regie_congress_get_messages (scene->congress);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  RegieRecord *record;

  if (one == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieEntity) message = g_list_model_get_item (messages, i);
      const RegieRecord *state = regie_entity_state (message);

      if (state->message_state == REGIE_MESSAGE_NEXT && g_str_equal (state->stage, one->stage))
        g_ptr_array_insert (ids, (int) below (scene, ids->len + 1), state->message);
    }
  g_ptr_array_add (ids, NULL);
  record = regie_record_set_string (regie_record_new (REGIE_RECORD_MESSAGE_ORDER),
                                    REGIE_FIELD_STAGE, one->stage);
  return regie_record_set_strings (record, REGIE_FIELD_MESSAGES, (const char *const *) ids->pdata);
}

static RegieRecord *
unflag (RegieScene *scene)
{
  static const char *const none[] = { NULL };
  RegieRecord *record = about_some (scene, REGIE_RECORD_MESSAGE_FLAG, ANY_STATE);

  return record != NULL ? regie_record_set_strings (record, REGIE_FIELD_FLAGS, none) : NULL;
}

static RegieRecord *
restrain (RegieScene *scene)
{
  const RegieRecord *message = pick (scene, ANY_STATE);

  return message != NULL
             ? regie_record_set_int (about (scene, REGIE_RECORD_MESSAGE_RESTRAIN, message),
                                     REGIE_FIELD_RESTRAINT, below (scene, 3))
             : NULL;
}

/* Ctrl+Z or Ctrl+Shift+Z; rarely at something that is not one's own or not the last. */
static RegieRecord *
take_back (RegieScene *scene)
{
  gboolean redo = chance (scene, 35);
  const RegieRecord *stage = pick_of (scene, regie_congress_get_stages (scene->congress));
  RegieStep *step = redo ? regie_congress_next_redo (scene->congress, scene->me, stage->stage)
                         : regie_congress_next_undo (scene->congress, scene->me, stage->stage);
  const RegieRecord *state = step != NULL && chance (scene, 90)
                                 ? regie_entity_state (REGIE_ENTITY (step))
                                 : pick_of (scene, regie_congress_get_steps (scene->congress));

  if (state == NULL)
    return NULL;
  return regie_record_set_string (
      regie_record_new (redo ? REGIE_RECORD_MESSAGE_REDO : REGIE_RECORD_MESSAGE_UNDO),
      REGIE_FIELD_STEP, state->step);
}

static RegieRecord *
set_moderation (RegieScene *scene)
{
  const RegieRecord *stage = pick_of (scene, regie_congress_get_stages (scene->congress));
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_MODERATION);

  regie_record_set_string (record, REGIE_FIELD_STAGE, stage->stage);
  return regie_record_set_int (record, REGIE_FIELD_MODERATED, chance (scene, 50));
}

static const struct
{
  guint weight;
  RegieRecord *(*make) (RegieScene *scene);
} deeds[] = {
  { 30, move },    { 15, claim },     { 8, edit },           { 4, note },  { 3, label },
  { 4, relabel },  { 4, classify },   { 4, assign },         { 4, pin },   { 6, merge },
  { 4, unmerge },  { 3, answer },     { 6, advance },        { 6, order }, { 2, unflag },
  { 1, restrain }, { 20, take_back }, { 1, set_moderation },
};

RegieRecord *
regie_deed_of_moderator (RegieScene *scene)
{
  guint all = 0;
  guint chosen;

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    all += deeds[i].weight;
  chosen = below (scene, all);
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      if (chosen < deeds[i].weight)
        return deeds[i].make (scene);
      chosen -= deeds[i].weight;
    }
  g_assert_not_reached ();
}

RegieRecord *
regie_deed_of_participant (RegieScene *scene)
{
  const RegieRecord *stage = pick_of (scene, regie_congress_get_stages (scene->congress));
  const RegieRecord *message = pick (scene, PUBLIC);
  RegieRecord *record;

  if (stage == NULL)
    return NULL;
  if (message != NULL && chance (scene, 60))
    {
      record = regie_record_set_string (regie_record_new (REGIE_RECORD_MESSAGE_UPVOTE),
                                        REGIE_FIELD_MESSAGE, message->message);
      return regie_record_set_int (record, REGIE_FIELD_ON, chance (scene, 80));
    }
  record = regie_record_set_string (regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT),
                                    REGIE_FIELD_STAGE, stage->stage);
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, below (scene, 3));
  return set_text (scene, record, REGIE_FIELD_TEXT, "Wann kommt das Netz in Straße");
}
