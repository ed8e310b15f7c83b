/* regie-output-view.c: what a stage's output shows, as it changes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-output-view.h"

#include "regie-canvas.h"
#include "regie-output-look.h"
#include "regie-output-page.h"
#include "regie-widget.h"

struct _RegieOutputView
{
  RegieSessionWidget base;
  GtkStack *stack;
  GtkPicture *logo;
  char *stage;
  gboolean keyed;
  RegieScene scene;
  /** keeps what @scene is about, so that nothing else can be at its address */
  RegieEntity *subject;
  /** (unowned): the page of @scene */
  RegieOutputPage *page;
  RegieOutputLook *look;
};

typedef enum
{
  PROP_STAGE = 1,
  PROP_KEYED,
} RegieOutputViewProperty;

static GParamSpec *properties[PROP_KEYED + 1];

G_DEFINE_FINAL_TYPE (RegieOutputView, regie_output_view, REGIE_TYPE_SESSION_WIDGET)

/* Pages that have been faded out. */
static void
regie_output_view_sweep (RegieOutputView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  if (gtk_stack_get_transition_running (self->stack))
    return;
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (child != GTK_WIDGET (self->page))
        gtk_stack_remove (self->stack, child);
      child = next;
    }
}

static const char *
regie_output_view_find_stage (RegieOutputView *self, RegieCongress *congress)
{
  RegieProgram *program;

  if (self->stage != NULL)
    return self->stage;
  program = regie_congress_get_program (congress);
  return program != NULL ? regie_program_state (program)->program : NULL;
}

static void
regie_output_view_update (RegieOutputView *self)
{
  RegieCongress *congress;
  RegieScene scene;

  if (self->base.session == NULL)
    return;
  congress = regie_desk_session_get_congress (self->base.session);
  scene = regie_scene_of (congress, regie_output_view_find_stage (self, congress));
  if (self->page == NULL || !regie_scene_is_same (&self->scene, &scene))
    {
      self->page = regie_output_page_new ();
      regie_output_page_set_keyed (self->page, self->keyed);
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->page));
    }
  self->scene = scene;
  g_set_object (&self->subject, scene.subject);
  regie_output_page_show (self->page, congress, &scene,
                          regie_desk_session_get_now (self->base.session));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->page));
  regie_output_view_sweep (self);
}

/* Cues and backstage messages change nothing here. */
static void
regie_output_view_on_applied (RegieOutputView *self, const RegieRecord *record)
{
  RegieField subject = regie_record_type_subject (record->type);

  if (subject != REGIE_FIELD_CUE && subject != REGIE_FIELD_POST)
    regie_output_view_update (self);
}

static void
regie_output_view_on_tick (RegieOutputView *self)
{
  if (self->scene.kind == REGIE_SCENE_COUNTDOWN)
    regie_output_view_update (self);
}

static void
regie_output_view_show_logo (RegieOutputView *self)
{
  GdkTexture *logo = regie_output_look_get_logo (self->look);

  gtk_picture_set_paintable (self->logo, GDK_PAINTABLE (logo));
  gtk_widget_set_visible (GTK_WIDGET (self->logo), logo != NULL && !self->keyed);
}

GtkWidget *
regie_output_view_get_page (RegieOutputView *self)
{
  g_return_val_if_fail (REGIE_IS_OUTPUT_VIEW (self), NULL);
  return GTK_WIDGET (self->page);
}

static void
regie_output_view_session_changed (RegieSessionWidget *base)
{
  regie_output_view_update (REGIE_OUTPUT_VIEW (base));
}

static void
regie_output_view_set_stage (RegieOutputView *self, const char *stage)
{
  if (!g_set_str (&self->stage, stage))
    return;
  regie_output_view_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

static void
regie_output_view_set_keyed (RegieOutputView *self, gboolean keyed)
{
  if (self->keyed == keyed)
    return;
  self->keyed = keyed;
  if (self->page != NULL)
    regie_output_page_set_keyed (self->page, keyed);
  regie_output_view_show_logo (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYED]);
}

static void
regie_output_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieOutputView *self = REGIE_OUTPUT_VIEW (object);

  switch ((RegieOutputViewProperty) id)
    {
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_KEYED:
      g_value_set_boolean (value, self->keyed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_output_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieOutputView *self = REGIE_OUTPUT_VIEW (object);

  switch ((RegieOutputViewProperty) id)
    {
    case PROP_STAGE:
      regie_output_view_set_stage (self, g_value_get_string (value));
      break;
    case PROP_KEYED:
      regie_output_view_set_keyed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_output_view_dispose (GObject *object)
{
  RegieOutputView *self = REGIE_OUTPUT_VIEW (object);

  self->page = NULL;
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_OUTPUT_VIEW);
  g_clear_object (&self->subject);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (regie_output_view_parent_class)->dispose (object);
}

static void
regie_output_view_finalize (GObject *object)
{
  g_free (REGIE_OUTPUT_VIEW (object)->stage);
  G_OBJECT_CLASS (regie_output_view_parent_class)->finalize (object);
}

static void
regie_output_view_class_init (RegieOutputViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_output_view_session_changed;
  object_class->dispose = regie_output_view_dispose;
  object_class->finalize = regie_output_view_finalize;
  object_class->get_property = regie_output_view_get_property;
  object_class->set_property = regie_output_view_set_property;

  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  properties[PROP_KEYED] = g_param_spec_boolean ("keyed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_CANVAS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-output-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieOutputView, stack);
  gtk_widget_class_bind_template_child (widget_class, RegieOutputView, logo);
}

static void
regie_output_view_init (RegieOutputView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->look = regie_output_look_get_default ();
  g_signal_connect_object (self->look, "notify::logo", G_CALLBACK (regie_output_view_show_logo),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::transition-running",
                           G_CALLBACK (regie_output_view_sweep), self, G_CONNECT_SWAPPED);
  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_output_view_on_tick));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_output_view_on_applied));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_output_view_update));
  regie_output_view_show_logo (self);
}

RegieOutputView *
regie_output_view_new (RegieDeskSession *session, const char *stage)
{
  return g_object_new (REGIE_TYPE_OUTPUT_VIEW, "session", session, "stage", stage, NULL);
}
