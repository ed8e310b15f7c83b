/* regie-tally.c: what a stage is to the main channel: on air, armed, live …
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-tally.h"

#include <glib/gi18n.h>

RegieTally
regie_tally_of (RegieCongress *congress, const char *stage)
{
  RegieProgram *program = regie_congress_get_program (congress);
  RegieStage *entity = stage != NULL ? regie_congress_find_stage (congress, stage) : NULL;

  if (entity == NULL)
    return REGIE_TALLY_OFF_AIR;
  if (program != NULL)
    {
      if (g_strcmp0 (regie_program_state (program)->program, stage) == 0)
        return REGIE_TALLY_ON_AIR;
      if (g_strcmp0 (regie_program_state (program)->armed, stage) == 0)
        return REGIE_TALLY_ARMED;
    }
  switch ((RegieStageState) regie_stage_state (entity)->stage_state)
    {
    case REGIE_STAGE_HOLD:
      return REGIE_TALLY_HOLD;
    case REGIE_STAGE_LIVE:
      return REGIE_TALLY_LIVE;
    case REGIE_STAGE_COUNTDOWN:
      return REGIE_TALLY_COUNTDOWN;
    case REGIE_STAGE_ENDED:
      return REGIE_TALLY_ENDED;
    case REGIE_STAGE_OFF_AIR:
      break;
    }
  return REGIE_TALLY_OFF_AIR;
}

static const struct
{
  const char *text;
  const char *spoken;
  const char *css;
} lights[] = {
  [REGIE_TALLY_ON_AIR] = { N_ ("● ON AIR"), N_ ("on air"), "on-air" },
  [REGIE_TALLY_ARMED] = { N_ ("○ ARMED"), N_ ("armed"), "armed" },
  [REGIE_TALLY_HOLD] = { N_ ("‖ HOLD"), N_ ("on hold"), "held" },
  [REGIE_TALLY_LIVE] = { N_ ("▢ LIVE"), N_ ("live"), "live" },
  [REGIE_TALLY_COUNTDOWN] = { N_ ("◔ COUNTDOWN"), N_ ("counting down"), "live" },
  [REGIE_TALLY_ENDED] = { N_ ("■ ENDED"), N_ ("ended"), "quiet" },
  [REGIE_TALLY_OFF_AIR] = { N_ ("– OFF AIR"), N_ ("off air"), "quiet" },
};

const char *
regie_tally_text (RegieTally tally)
{
  g_return_val_if_fail (tally < G_N_ELEMENTS (lights), "");
  return _ (lights[tally].text);
}

const char *
regie_tally_spoken (RegieTally tally)
{
  g_return_val_if_fail (tally < G_N_ELEMENTS (lights), "");
  return _ (lights[tally].spoken);
}

const char *
regie_tally_class (RegieTally tally)
{
  g_return_val_if_fail (tally < G_N_ELEMENTS (lights), "quiet");
  return lights[tally].css;
}

char *
regie_stage_label (RegieStage *stage)
{
  /* Translators: a stage by its number */
  return g_strdup_printf (_ ("Stage %d"), (int) regie_stage_state (stage)->number);
}
