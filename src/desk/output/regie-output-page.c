/* regie-output-page.c: one scene, set for people in the last row
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-output-page.h"

#include "regie-canvas.h"
#include "regie-cloud-view.h"
#include "regie-fit-text.h"
#include "regie-poll-bars.h"
#include "regie-question-text.h"
#include "regie-shrink.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/** A vote of more options is set closer. */
#define FEW_OPTIONS 6

struct _RegieOutputPage
{
  GtkWidget parent_instance;
  GtkWidget *plate;
  GtkLabel *eyebrow;
  RegieFitText *headline;
  RegieShrink *body;
  GtkLabel *numerals;
  GtkLabel *foot;
  RegieSceneKind kind;
  gboolean keyed;
  /** the body has something to show */
  gboolean full;
};

G_DEFINE_FINAL_TYPE (RegieOutputPage, regie_output_page, GTK_TYPE_WIDGET)

/** How a kind of page is set: sizes in pixels of the canvas. */
typedef struct
{
  const char *css;
  double largest;
  double smallest;
  /** what the headline may take at most */
  int highest;
  /** and at most over another picture */
  int highest_keyed;
  float yalign;
} Setting;

static const Setting settings[] = {
  [REGIE_SCENE_NOTHING] = { "nothing", 100, 60, 0, 0, 0 },
  [REGIE_SCENE_QUESTION] = { "question", 132, 48, 750, 380, 0.5f },
  [REGIE_SCENE_POLL] = { "poll", 76, 44, 240, 180, 0 },
  [REGIE_SCENE_WORDS] = { "words", 76, 44, 190, 130, 0 },
  [REGIE_SCENE_COUNTDOWN] = { "countdown", 76, 44, 240, 180, 0 },
  [REGIE_SCENE_LOWER_THIRD] = { "lower-third", 68, 44, 190, 190, 0 },
  [REGIE_SCENE_SLATE] = { "slate", 120, 60, 420, 300, 0.5f },
};

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static const char *
message_eyebrow (RegieMessageKind kind)
{
  switch (kind)
    {
    case REGIE_MESSAGE_QUESTION:
      return _ ("Question from the audience");
    case REGIE_MESSAGE_COMMENT:
      return _ ("Comment from the audience");
    case REGIE_MESSAGE_PRAISE:
      return _ ("Praise from the audience");
    default:
      g_return_val_if_reached ("");
    }
}

static void
show_message (RegieOutputPage *self, RegieCongress *congress, const RegieScene *scene)
{
  const RegieRecord *state = regie_entity_state (scene->subject);
  RegieSession *session =
      state->session != NULL ? regie_congress_find_session (congress, state->session) : NULL;
  g_autofree char *votes = state->score > 0 ? regie_text_votes (state->score) : NULL;

  set_label (self->eyebrow, message_eyebrow ((RegieMessageKind) state->message_kind));
  regie_fit_text_set_text (self->headline, state->text);
  if (votes != NULL && session != NULL)
    {
      g_autofree char *foot =
          g_strdup_printf ("▲ %s  ·  %s", votes, regie_session_state (session)->title);

      set_label (self->foot, foot);
    }
  else
    set_label (self->foot, session != NULL ? regie_session_state (session)->title : NULL);
}

static void
show_poll (RegieOutputPage *self, const RegieScene *scene)
{
  const RegieRecord *state = regie_entity_state (scene->subject);
  GtkWidget *bars = gtk_widget_get_first_child (GTK_WIDGET (self->body));

  if (bars == NULL)
    {
      bars = GTK_WIDGET (regie_poll_bars_new ());
      regie_shrink_set_child (self->body, bars);
      regie_poll_bars_set_poll (REGIE_POLL_BARS (bars), REGIE_POLL (scene->subject));
    }
  regie_widget_set_class (bars, "many",
                          state->entries != NULL && state->entries->len > FEW_OPTIONS);
  g_object_set (bars, "concealed", scene->concealed, NULL);
  regie_fit_text_set_text (self->headline, state->title);
}

/* The cloud itself, or how many people are in it. */
static void
show_words (RegieOutputPage *self, const RegieScene *scene)
{
  const RegieRecord *state = regie_entity_state (scene->subject);
  g_autofree char *people = regie_poll_voters_text (REGIE_POLL (scene->subject));
  GtkWidget *cloud = gtk_widget_get_first_child (GTK_WIDGET (self->body));

  regie_fit_text_set_text (self->headline, state->title);
  if (scene->concealed)
    regie_shrink_set_child (self->body, NULL);
  else if (cloud == NULL)
    {
      cloud = GTK_WIDGET (regie_cloud_view_new ());
      regie_cloud_view_set_poll (REGIE_CLOUD_VIEW (cloud), REGIE_POLL (scene->subject));
      regie_shrink_set_child (self->body, cloud);
    }
  set_label (self->numerals, scene->concealed ? people : NULL);
  set_label (self->foot, scene->concealed ? NULL : people);
}

static void
show_countdown (RegieOutputPage *self, const RegieScene *scene, gint64 now)
{
  const RegieRecord *session = scene->subject != NULL ? regie_entity_state (scene->subject) : NULL;
  gboolean runs =
      session != NULL && (scene->until == session->end || regie_record_has (session, ACTUAL_START));
  /* The audience is not shown an overrun. */
  gint64 left = MAX (scene->until - now, 0);
  g_autofree char *text = regie_text_countdown (left);

  set_label (self->eyebrow, runs       ? _ ("Time left")
                            : left > 0 ? _ ("Begins in")
                                       : _ ("Begins any moment"));
  set_label (self->numerals, text);
  regie_fit_text_set_text (self->headline, session != NULL ? session->title : NULL);
  set_label (self->foot, session != NULL ? session->subtitle : NULL);
}

static void
show_slate (RegieOutputPage *self, RegieCongress *congress)
{
  const RegieRecord *root = regie_congress_state (congress);

  regie_fit_text_set_text (self->headline, _ ("We will be right back"));
  set_label (self->foot, root != NULL ? root->title : NULL);
}

static void
show_lower_third (RegieOutputPage *self, const RegieScene *scene)
{
  const RegieRecord *session = regie_entity_state (scene->subject);

  regie_fit_text_set_text (self->headline, session->title);
  set_label (self->foot, session->subtitle);
}

/* What stands alone stands in the middle; over another picture everything stays low. */
static void
regie_output_page_set (RegieOutputPage *self)
{
  const Setting *setting = &settings[self->kind];
  gboolean low = self->keyed || self->kind == REGIE_SCENE_LOWER_THIRD;

  g_object_set (self->headline, "largest", setting->largest, "smallest", setting->smallest,
                "highest", self->keyed ? setting->highest_keyed : setting->highest, "yalign",
                setting->yalign, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->body), self->full);
  gtk_widget_set_valign (self->plate, low          ? GTK_ALIGN_END
                                      : self->full ? GTK_ALIGN_FILL
                                                   : GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->plate, -1, low && self->full ? REGIE_CANVAS_HEIGHT / 2 : -1);
  regie_widget_set_class (GTK_WIDGET (self), "keyed", self->keyed);
}

void
regie_output_page_show (RegieOutputPage *self,
                        RegieCongress *congress,
                        const RegieScene *scene,
                        gint64 now)
{
  g_return_if_fail (REGIE_IS_OUTPUT_PAGE (self));
  g_return_if_fail (scene != NULL);

  gtk_widget_remove_css_class (GTK_WIDGET (self), settings[self->kind].css);
  gtk_widget_add_css_class (GTK_WIDGET (self), settings[scene->kind].css);
  regie_widget_set_class (GTK_WIDGET (self), "concealed", scene->concealed);
  self->kind = scene->kind;
  self->full =
      scene->kind == REGIE_SCENE_POLL || (scene->kind == REGIE_SCENE_WORDS && !scene->concealed);
  regie_output_page_set (self);
  gtk_widget_set_visible (self->plate, scene->kind != REGIE_SCENE_NOTHING);
  switch (scene->kind)
    {
    case REGIE_SCENE_QUESTION:
      show_message (self, congress, scene);
      break;
    case REGIE_SCENE_POLL:
      show_poll (self, scene);
      break;
    case REGIE_SCENE_WORDS:
      show_words (self, scene);
      break;
    case REGIE_SCENE_COUNTDOWN:
      show_countdown (self, scene, now);
      break;
    case REGIE_SCENE_LOWER_THIRD:
      show_lower_third (self, scene);
      break;
    case REGIE_SCENE_SLATE:
      show_slate (self, congress);
      break;
    case REGIE_SCENE_NOTHING:
      break;
    }
}

void
regie_output_page_set_keyed (RegieOutputPage *self, gboolean keyed)
{
  g_return_if_fail (REGIE_IS_OUTPUT_PAGE (self));
  self->keyed = keyed;
  regie_output_page_set (self);
}

static void
regie_output_page_dispose (GObject *object)
{
  regie_widget_dispose_template (GTK_WIDGET (object), REGIE_TYPE_OUTPUT_PAGE);
  G_OBJECT_CLASS (regie_output_page_parent_class)->dispose (object);
}

static void
regie_output_page_class_init (RegieOutputPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_output_page_dispose;
  g_type_ensure (REGIE_TYPE_FIT_TEXT);
  g_type_ensure (REGIE_TYPE_SHRINK);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-output-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieOutputPage, plate);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputPage, eyebrow);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputPage, headline);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputPage, body);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputPage, numerals);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputPage, foot);
}

static void
regie_output_page_init (RegieOutputPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), settings[REGIE_SCENE_NOTHING].css);
}

RegieOutputPage *
regie_output_page_new (void)
{
  return g_object_new (REGIE_TYPE_OUTPUT_PAGE, NULL);
}
