/* regie-congress-load.c: a whole state that a congress takes over in small steps
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-load.h"

#include "regie-congress-private.h"

/* The kinds of entity of which a congress has a list. */
static const RegieRecordType kinds[] = {
  REGIE_RECORD_STAGE_STATE, REGIE_RECORD_SESSION_STATE, REGIE_RECORD_MESSAGE_STATE,
  REGIE_RECORD_POLL_STATE,  REGIE_RECORD_CUE_STATE,     REGIE_RECORD_POST_STATE,
  REGIE_RECORD_STEP_STATE,
};

#define N_KINDS G_N_ELEMENTS (kinds)

/* An entity that was there and differs; once that is done, with the state it had. */
typedef struct
{
  RegieEntity *entity;
  RegieRecord *state;
} Change;

struct _RegieCongressLoad
{
  /* unowned */
  RegieCongress *congress;
  /* (element-type GPtrArray): the lists of records that were added */
  GPtrArray *added;
  /* the next record: in which list, at which place */
  guint list;
  guint place;
  /* the congress's when preparing began */
  guint64 changes;

  RegieRecord *state;
  RegieRecord *program;
  /* before the commit, what is to be; then, what was */
  RegieEntityTable *tables[N_KINDS];
  RegieMerges *merges;
  /* (element-type Change): each with a reference to its entity */
  GArray *changed;
  /* (element-type RegieEntity): messages that stand in a queue; they are in the table as well */
  GPtrArray *queued;
  gboolean committed;
};

static void
change_clear (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->entity);
  g_clear_pointer (&change->state, regie_record_unref);
}

static void
forget (RegieCongressLoad *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    g_clear_pointer (&self->tables[i], regie_entity_table_free);
  g_clear_pointer (&self->merges, regie_merges_free);
  g_clear_pointer (&self->state, regie_record_unref);
  g_clear_pointer (&self->program, regie_record_unref);
  g_array_set_size (self->changed, 0);
  g_ptr_array_set_size (self->queued, 0);
}

static void
begin (RegieCongressLoad *self)
{
  self->list = 0;
  self->place = 0;
  self->changes = self->congress->changes;
  self->state = regie_record_new (REGIE_RECORD_CONGRESS_STATE);
  self->program = regie_record_new (REGIE_RECORD_PROGRAM_STATE);
  self->merges = regie_merges_new ();
  for (guint i = 0; i < N_KINDS; i++)
    self->tables[i] = regie_entity_list_new_table (regie_congress_list (self->congress, kinds[i]));
}

RegieCongressLoad *
regie_congress_load_new (RegieCongress *congress)
{
  RegieCongressLoad *self;

  g_return_val_if_fail (REGIE_IS_CONGRESS (congress), NULL);

  self = g_new0 (RegieCongressLoad, 1);
  self->congress = congress;
  self->added = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->changed = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changed, change_clear);
  self->queued = g_ptr_array_new ();
  begin (self);
  return self;
}

void
regie_congress_load_free (RegieCongressLoad *self)
{
  forget (self);
  g_array_unref (self->changed);
  g_ptr_array_unref (self->queued);
  g_ptr_array_unref (self->added);
  g_free (self);
}

void
regie_congress_load_add (RegieCongressLoad *self, GPtrArray *records)
{
  g_return_if_fail (!self->committed);
  g_return_if_fail (records != NULL);

  g_ptr_array_add (self->added, g_ptr_array_ref (records));
}

/* Returns: (transfer none) (nullable): the next record, %NULL behind the last */
static RegieRecord *
next_record (RegieCongressLoad *self)
{
  while (self->list < self->added->len)
    {
      GPtrArray *records = g_ptr_array_index (self->added, self->list);

      if (self->place < records->len)
        return g_ptr_array_index (records, self->place++);
      self->list++;
      self->place = 0;
    }
  return NULL;
}

static void
replace (RegieRecord **only, RegieRecord *record)
{
  regie_record_unref (*only);
  *only = regie_record_ref (record);
}

/* Returns: whether the two say the same of an entity, whatever record brought it */
static gboolean
say_the_same (const RegieRecord *a, const RegieRecord *b)
{
  if (a->has != b->has)
    return FALSE;
  REGIE_FOREACH_FIELD (field, a->has)
    if (!regie_record_same_field (a, b, field))
      return FALSE;
  return TRUE;
}

/* What is found from the messages is made with them. */
static void
prepare_message (RegieCongressLoad *self, RegieEntity *message, const RegieRecord *state)
{
  regie_merges_update (self->merges, NULL, state);
  if (state->message_state == REGIE_MESSAGE_NEXT || state->message_state == REGIE_MESSAGE_ON_AIR)
    g_ptr_array_add (self->queued, message);
}

static void
prepare_entity (RegieCongressLoad *self, guint kind, RegieRecord *record)
{
  RegieEntityTable *table = self->tables[kind];
  const char *id = regie_record_get_string (record, regie_record_type_subject (record->type));
  RegieEntity *entity;

  if (regie_entity_table_find (table, id) != NULL)
    return;
  entity = regie_entity_list_find (regie_congress_list (self->congress, record->type), id);
  if (entity == NULL)
    entity = regie_entity_new (record);
  else
    {
      g_object_ref (entity);
      if (!say_the_same (regie_entity_state (entity), record))
        {
          Change change = { g_object_ref (entity), regie_record_ref (record) };
          g_array_append_val (self->changed, change);
        }
    }
  regie_entity_table_add (table, entity);
  if (record->type == REGIE_RECORD_MESSAGE_STATE)
    prepare_message (self, entity, record);
}

static gboolean
prepare_record (RegieCongressLoad *self, RegieRecord *record, GError **error)
{
  if (!regie_record_type_is_state (record->type))
    return regie_refuse (error, REGIE_RULE_INVALID, "type: a snapshot has no “%s”",
                         regie_record_type_nick (record->type));
  if (!regie_record_validate (record, error))
    return FALSE;
  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    replace (&self->state, record);
  else if (record->type == REGIE_RECORD_PROGRAM_STATE)
    replace (&self->program, record);
  for (guint kind = 0; kind < N_KINDS; kind++)
    if (kinds[kind] == record->type)
      prepare_entity (self, kind, record);
  return TRUE;
}

RegieLoadProgress
regie_congress_load_prepare (RegieCongressLoad *self, guint n, GError **error)
{
  g_return_val_if_fail (!self->committed, REGIE_LOAD_FAILED);

  if (self->changes != self->congress->changes)
    {
      forget (self);
      begin (self);
    }
  for (guint i = 0; i < n; i++)
    {
      RegieRecord *record = next_record (self);

      if (record == NULL)
        return REGIE_LOAD_READY;
      if (!prepare_record (self, record, error))
        return REGIE_LOAD_FAILED;
    }
  return REGIE_LOAD_MORE;
}

/* Gives every entity its new state; they keep in mind what they had. */
static void
swap_states (RegieCongressLoad *self)
{
  RegieEntity *program = REGIE_ENTITY (self->congress->program);
  Change change = { g_object_ref (program), g_steal_pointer (&self->program) };

  g_array_append_val (self->changed, change);
  for (guint i = 0; i < self->changed->len; i++)
    {
      Change *each = &g_array_index (self->changed, Change, i);
      g_autoptr (RegieRecord) next = g_steal_pointer (&each->state);

      each->state = regie_entity_swap (each->entity, next);
    }
}

static void
swap_tables (RegieCongressLoad *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    {
      regie_entity_table_sort (self->tables[i]);
      self->tables[i] =
          regie_entity_list_swap (regie_congress_list (self->congress, kinds[i]), self->tables[i]);
    }
}

/* What follows from the entities, now that they are what they are to be. */
static void
swap_findings (RegieCongressLoad *self)
{
  RegieCongress *congress = self->congress;

  g_array_set_size (congress->touched, 0);
  g_clear_pointer (&congress->ballots, regie_ballots_free);
  congress->ballots = regie_ballots_new ();
  g_clear_pointer (&congress->merges, regie_merges_free);
  congress->merges = g_steal_pointer (&self->merges);
  g_clear_pointer (&congress->queues, regie_queues_free);
  congress->queues = regie_queues_new ();
  for (guint i = 0; i < self->queued->len; i++)
    regie_queues_update (congress->queues, g_ptr_array_index (self->queued, i), NULL);
  g_ptr_array_set_size (self->queued, 0);
}

void
regie_congress_load_commit (RegieCongressLoad *self, guint64 seq)
{
  RegieCongress *congress = self->congress;

  g_return_if_fail (!self->committed);

  /* All of it has been checked; at most it has to be made anew. */
  while (regie_congress_load_prepare (self, G_MAXUINT, NULL) == REGIE_LOAD_MORE)
    ;
  self->committed = TRUE;
  congress->changes++;
  congress->seq = seq;
  g_clear_pointer (&congress->state, regie_record_unref);
  congress->state = g_steal_pointer (&self->state);
  swap_states (self);
  swap_tables (self);
  swap_findings (self);

  for (guint i = 0; i < N_KINDS; i++)
    regie_entity_list_tell (regie_congress_list (congress, kinds[i]), self->tables[i]);
  regie_congress_tell_title (congress);
  regie_congress_tell_loaded (congress);
}

/* Takes the last one out of @items. Returns: whether there was one */
static gboolean
let_go (GPtrArray *items)
{
  if (items->len == 0)
    return FALSE;
  g_ptr_array_set_size (items, (int) items->len - 1);
  return TRUE;
}

static gboolean
settle_one (RegieCongressLoad *self)
{
  if (self->changed->len > 0)
    {
      Change *last = &g_array_index (self->changed, Change, self->changed->len - 1);

      regie_entity_tell (last->entity, last->state);
      g_array_set_size (self->changed, self->changed->len - 1);
      return TRUE;
    }
  for (guint i = 0; i < N_KINDS; i++)
    if (let_go (self->tables[i]->items))
      return TRUE;
  return FALSE;
}

gboolean
regie_congress_load_settle (RegieCongressLoad *self, guint n)
{
  g_return_val_if_fail (self->committed, FALSE);

  for (guint i = 0; i < n; i++)
    if (!settle_one (self))
      return FALSE;
  return TRUE;
}

gboolean
regie_congress_load (RegieCongress *self, GPtrArray *records, guint64 seq, GError **error)
{
  g_autoptr (RegieCongressLoad) load = NULL;

  g_return_val_if_fail (REGIE_IS_CONGRESS (self), FALSE);
  g_return_val_if_fail (records != NULL, FALSE);

  load = regie_congress_load_new (self);
  regie_congress_load_add (load, records);
  if (regie_congress_load_prepare (load, G_MAXUINT, error) == REGIE_LOAD_FAILED)
    return FALSE;
  regie_congress_load_commit (load, seq);
  regie_congress_load_settle (load, G_MAXUINT);
  return TRUE;
}
