/* regie-phrases.c: what a congress's audience writes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-phrases.h"

#include <string.h>

/* In the patterns, {t1}, {t3}, {t4} are what the talk is about in the nominative, dative or
 * accusative; {s} is who asks, {w} another body, {z} a span of time, alike; {f} is a place of work in
 * the dative, {n} a number, {h} a hardship. */

static const char *const questions[] = {
  "Wann kommt {t1} in der Fläche an?",
  "Wer trägt die Kosten für {t4} nach der Projektphase?",
  "Wie wurde der Personalrat bei {t3} beteiligt?",
  "Gibt es eine Schnittstelle zu {f}?",
  "Wie geht {w1} damit um?",
  "Wir sind {s1}: Ab welcher Größe lohnt sich {t1}?",
  "Was passiert mit {t3}, wenn {h}?",
  "Wie lange hat {t1} gebraucht, {z4} oder länger?",
  "Lässt sich {t1} auch ohne eigene IT-Abteilung stemmen?",
  "Welche Rolle spielt {w1} bei {t3}?",
  "Gibt es Zahlen, wie viel {t1} wirklich bringt?",
  "Können wir die Unterlagen zu {t3} nachnutzen?",
  "Wie haben Sie die Kolleginnen und Kollegen in {f} geschult?",
  "Was war bei {t3} der größte Fehler, den wir nicht wiederholen sollten?",
  "Wie wird der Datenschutz bei {t3} sichergestellt?",
  "Ist {t1} barrierefrei, und wer hat das geprüft?",
  "Warum braucht {t1} immer noch eine Unterschrift auf Papier?",
  "Gibt es zu {t3} auch etwas in Leichter Sprache?",
  "Wie viele Stellen braucht man auf Dauer für {t4}?",
  "Ist {t1} auch für {s4} zu schaffen?",
  "Wie sieht der Plan B aus, falls {h}?",
  "Wie verträgt sich {t1} mit {f}?",
  "Was raten Sie {s3} für den Anfang?",
  "Wer entscheidet am Ende über {t4}: {w1} oder die Kommune?",
  "Steht der Quelltext zu {t3} zur Nachnutzung bereit?",
  "Woran messen Sie, ob {t1} etwas bringt?",
  "Läuft {t1} neben {f} her, oder wird etwas abgelöst?",
  "Gibt es einen Erfahrungsaustausch zu {t3}, und darf {s1} dazukommen?",
};

static const char *const comments[] = {
  "Bei uns gibt es {t4} seit {z3}, mit gemischten Erfahrungen.",
  "Wir haben {n} Fachverfahren, und drei davon kommen mit {t3} zurecht.",
  "Ohne {w4} wird das mit {t3} nichts.",
  "In {f} scheitert es meistens daran, dass {h}.",
  "Unser Weg: erst die Prozesse, dann {t1}.",
  "{t1} ist weniger ein technisches als ein organisatorisches Thema.",
  "Als {s0} können wir das nur bestätigen, gerade bei {t3}.",
  "Bei uns ist die Bearbeitungszeit durch {t4} um {n} Prozent gesunken.",
  "Das Problem ist selten {t1}, sondern dass {h}.",
  "Wir würden uns über einen Austausch zu {t3} freuen. Wir sind {s1}.",
  "Nach {z3} Vorbereitung war {t1} da, der Rest ging schnell.",
  "Bei {t3} sollte {w1} endlich einen Standard setzen.",
  "Hinweis aus der Praxis: Bei {t3} braucht es ein eigenes Rechtekonzept.",
  "In kleinen Häusern macht das mit {t3} eine Person nebenbei.",
  "In {f} drucken wir den Antrag bis heute aus und scannen ihn wieder ein.",
  "Einer für alle funktioniert bei {t3}, wenn alle das Gleiche meinen.",
  "{n} Prozent unserer Anträge kommen inzwischen digital. Dumm nur, wenn {h}.",
  "Bitte auch an die Menschen denken, denen {t1} nicht hilft.",
  "Unsere Auszubildenden haben {t4} schneller verstanden als die Projektgruppe.",
  "Mir fehlt bei {t3} der Blick auf den Betrieb.",
};

static const char *const praises[] = {
  "Danke für den ehrlichen Bericht über {t4}!",
  "Sehr gut erklärt, endlich habe ich {t4} verstanden.",
  "Großartig, dass {s1} so offen über Fehler spricht.",
  "Das Beispiel aus {f} war Gold wert, danke.",
  "Toller Vortrag, den Teil über {t4} nehme ich mit nach Hause.",
  "Das hilft uns in {f} sofort weiter, danke!",
  "Viele Grüße aus {f}, wir lernen hier gerade alle mit.",
  "{t1} in {z3}? Chapeau!",
  "So klar hat uns das mit {t3} noch niemand erklärt.",
  "Bitte mehr davon! Gerade {t1} war sehr lehrreich.",
  "Danke, dass auch {w1} einmal gelobt wird.",
  "Endlich einmal Zahlen zu {t3}. Vielen Dank!",
  "Respekt vor dem, was Sie in {z3} geschafft haben.",
  "Der beste Beitrag zu {t3} seit langem.",
  "Herzlichen Dank, sehr anschaulich, {t1} ganz ohne Werbung.",
  "Super Moderation und gute Fragen zu {t3}!",
  "Das macht Mut, danke! Viele Grüße, {s1}.",
  "Applaus aus dem Besprechungsraum, wir sitzen hier zu {n}.",
  "Klasse, dass {w1} das mit {t3} unterstützt.",
  "Vielen Dank an alle hinter der Technik, Bild und Ton sind prima. Gruß aus {f}.",
};

static const char *const nonsense[] = {
  "test",
  "Test 123",
  "asdf",
  "???",
  "Hallo, hört man mich?",
  "Ton ist weg",
  "Wo finde ich das Mittagessen?",
  "ups, falsches Fenster",
  "+1",
  "👍👍👍",
  "Bitte ignorieren",
  "Ich sehe nur ein schwarzes Bild",
  "Guten Morgen aus dem Homeoffice!",
  "qwertz",
  "Katze lief über die Tastatur ööööööööölk",
};

/* What a block list or a second look is for. Nobody is hurt; a moderator still wants to see it first. */
static const char *const rude[] = {
  "So ein Schwachsinn, das funktioniert doch nie.",
  "Wer hat sich diesen Mist ausgedacht?",
  "Die in {w3} haben doch keine Ahnung, lauter Idioten.",
};

static const char *const links[] = {
  "Zu {t3} gibt es hier eine gute Übersicht: https://verwaltung.example/leitfaden",
  "Unsere Unterlagen zum Nachnutzen: https://nachnutzung.example/{n}",
  "Günstige Fortbildungen zu {t3} unter www.kurse-jetzt.example!",
};

/* Nouns begin with their gender: m, f, n, or - for none and no article. */

static const char *const askers[] = {
  "mLandkreis mit 120.000 Menschen",
  "fGroßstadt",
  "fGemeinde mit zwölf Beschäftigten",
  "nLandesamt",
  "fBezirksregierung",
  "mZweckverband",
  "fBundesbehörde",
  "nJugendamt",
  "fHochschulverwaltung",
  "nRechenzentrum",
  "fVerbandsgemeinde",
  "nFinanzamt",
};

static const char *const bodies[] = {
  "mBund",
  "nLand",
  "mLandkreis",
  "fKämmerei",
  "nRechtsamt",
  "mPersonalrat",
  "fDatenschutzaufsicht",
  "mRechnungshof",
  "nFachministerium",
  "fAmtsleitung",
};

static const char *const places[] = {
  "der Hauptverwaltung", "dem Einwohnerwesen",   "der Bauaufsicht", "der Kfz-Zulassung",
  "dem Personalwesen",   "der Ausländerbehörde", "dem Sozialamt",   "der Poststelle",
  "der Vergabestelle",   "dem Standesamt",       "der Kasse",       "dem Bürgerbüro",
};

/* dative, accusative */
static const char *const spans[][2] = {
  { "drei Monaten", "drei Monate" },
  { "sechs Wochen", "sechs Wochen" },
  { "einem halben Jahr", "ein halbes Jahr" },
  { "anderthalb Jahren", "anderthalb Jahre" },
  { "zwei Jahren", "zwei Jahre" },
  { "hundert Tagen", "hundert Tage" },
};

static const char *const hardships[] = {
  "der Anbieter aufgibt",
  "die Fördermittel auslaufen",
  "niemand die Fachseite mitnimmt",
  "die Schnittstelle fehlt",
  "die einzige eingearbeitete Person in Rente geht",
  "das Netz ausfällt",
  "das Schriftformerfordernis bleibt",
  "die Daten im Register veraltet sind",
  "der Nachbarkreis etwas anderes einführt",
  "im Haushalt keine Stelle vorgesehen ist",
};

/* A word in a session's title, and what people then write about. */
static const struct
{
  const char *sign;
  const char *topics[4];
} subjects[] = {
  { "OZG", { "fAnbindung", "nEiner-für-alle-Prinzip", "mOnlinedienst", "-OZG 2.0" } },
  { "E-Akte", { "fE-Akte", "fMitzeichnung", "mPostlauf", "fAktensuche" } },
  { "Cloud", { "fVerwaltungscloud", "mCloud-Betrieb", "fAusstiegsklausel", "fPrüfliste" } },
  { "KI", { "mKI-Einsatz", "fZusammenfassung durch KI", "nSprachmodell", "fKI-Regelung" } },
  { "Künstliche", { "mKI-Einsatz", "fVorsortierung", "nSprachmodell", "fKI-Schulung" } },
  { "Prompts", { "nSprachmodell", "mKI-Assistent", "fVorlage", "fKI-Regelung" } },
  { "Konto", { "nNutzerkonto", "fEUDI-Wallet", "mOnline-Ausweis", "nPostfach" } },
  { "Register", { "mNachweisabruf", "-Once-Only", "fRegistermodernisierung", "fDatenqualität" } },
  { "Souver", { "fUmstellung", "-Open Source", "fMigration", "fAblösung der Makros" } },
  { "Wer zahlt", { "fUmlage", "mDauerbetrieb", "nBetriebsmodell", "fAnschubfinanzierung" } },
  { "Bauantrag", { "mBauantrag", "fBeteiligung der Fachstellen", "fVorprüfung", "nBauportal" } },
  { "verständlich",
    { "fBescheidvorlage", "fVerwaltungssprache", "mPrüfbogen", "mMusterbescheid" } },
  { "Fachkräfte", { "fIT-Zulage", "nHomeoffice", "fAusbildung", "fStellenausschreibung" } },
  { "Wohngeld", { "mWohngeldantrag", "mNutzungstest", "fVorprüfung", "mAntragsassistent" } },
  { "115", { "fWissensbasis", "mChatbot", "fServicenummer", "nServicecenter" } },
  { "Prozess", { "nProzessmodell", "fProzessaufnahme", "fRückfrageschleife", "nProzessregister" } },
  { "Low-Code", { "fLow-Code-Plattform", "mFormularbaukasten", "fSchatten-IT", "mEigenbau" } },
  { "Barriere", { "fBarrierefreiheit", "fVorlesehilfe", "fTastaturbedienung", "mPrüfbericht" } },
  { "Open Data", { "nDatenportal", "-Open Data", "mDatensatz", "fDatenpflege" } },
  { "Notfall", { "mNotfallplan", "fWiederherstellung", "fÜbung", "nNotfallhandbuch" } },
  { "Gesetze", { "mDigitalcheck", "nSchriftformerfordernis", "nAblaufbild", "fNormprüfung" } },
  { "Datenschutz",
    { "fFolgenabschätzung", "nTerminportal", "fMustervorlage", "mAuftragsvertrag" } },
  { "Vergabe", { "fE-Vergabe", "fE-Rechnung", "mBestellprozess", "fRechnungsprüfung" } },
  { "Zwilling", { "nStadtmodell", "nSensornetz", "fHitzekarte", "mDatenraum" } },
};

static const char *const general[] = {
  "fDigitalisierung", "mOnlinedienst", "fNachnutzung",   "nFachverfahren", "fEinführung",
  "nProjekt",         "mRollout",      "fSchnittstelle", "nServiceportal", "fStandardisierung",
};

#define PICK(dice, list) (list)[regie_dice_below (dice, G_N_ELEMENTS (list))]

static const char *
pick_topic (RegieDice *dice, const char *title)
{
  if (title != NULL && regie_dice_chance (dice, 0.8))
    for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
      if (strstr (title, subjects[i].sign) != NULL)
        return subjects[i].topics[regie_dice_below (dice, G_N_ELEMENTS (subjects[i].topics))];
  return PICK (dice, general);
}

/* @grammatical_case: '1' nominative, '3' dative, '4' accusative, '0' without an article */
static const char *
article (char gender, char grammatical_case, gboolean definite)
{
  if (grammatical_case == '0')
    return "";
  switch (gender)
    {
    case 'm':
      if (grammatical_case == '1')
        return definite ? "der " : "ein ";
      if (grammatical_case == '3')
        return definite ? "dem " : "einem ";
      return definite ? "den " : "einen ";
    case 'f':
      if (grammatical_case == '3')
        return definite ? "der " : "einer ";
      return definite ? "die " : "eine ";
    case 'n':
      if (grammatical_case == '3')
        return definite ? "dem " : "einem ";
      return definite ? "das " : "ein ";
    default:
      return "";
    }
}

static void
add_noun (GString *text, const char *noun, char grammatical_case, gboolean definite)
{
  g_string_append (text, article (noun[0], grammatical_case, definite));
  g_string_append (text, noun + 1);
}

/* Fills one slot. Returns how many characters its name takes. */
static gsize
fill_in (GString *text, const char *slot, RegieDice *dice, const char *title)
{
  switch (slot[0])
    {
    case 't':
      add_noun (text, pick_topic (dice, title), slot[1], TRUE);
      return 2;
    case 's':
      add_noun (text, PICK (dice, askers), slot[1], FALSE);
      return 2;
    case 'w':
      add_noun (text, PICK (dice, bodies), slot[1], TRUE);
      return 2;
    case 'z':
      g_string_append (text, PICK (dice, spans)[slot[1] == '3' ? 0 : 1]);
      return 2;
    case 'f':
      g_string_append (text, PICK (dice, places));
      return 1;
    case 'h':
      g_string_append (text, PICK (dice, hardships));
      return 1;
    case 'n':
      g_string_append_printf (text, "%u", 7 + regie_dice_below (dice, 83));
      return 1;
    default:
      g_assert_not_reached ();
    }
}

static char *
compose (RegieDice *dice, const char *pattern, const char *title)
{
  static const char *const contractions[][2] = {
    { " zu dem ", " zum " }, { " zu der ", " zur " }, { " bei dem ", " beim " },
    { "Bei dem ", "Beim " }, { "In dem ", "Im " },    { " in dem ", " im " },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = pattern; *at != '\0';)
    {
      gsize plain = strcspn (at, "{");
      g_string_append_len (text, at, (gssize) plain);
      at += plain;
      if (*at == '{')
        at += 2 + fill_in (text, at + 1, dice, title);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (contractions); i++)
    g_string_replace (text, contractions[i][0], contractions[i][1], 0);

  g_autofree char *first = g_utf8_substring (text->str, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  return g_strconcat (upper, text->str + strlen (first), NULL);
}

/* What somebody else would have said in its place. */
static const char *const wordings[][2] = {
  { "Wann kommt ", "Ab wann gibt es " },
  { "Wer trägt die Kosten für ", "Wer bezahlt " },
  { "Gibt es eine Schnittstelle zu ", "Ist eine Schnittstelle vorgesehen zu " },
  { "Wie lange hat ", "Wie viel Zeit hat " },
  { "Gibt es Zahlen, wie viel ", "Kann man beziffern, wie viel " },
  { "Können wir die Unterlagen zu ", "Dürfen wir die Unterlagen zu " },
  { "Wie haben Sie die Kolleginnen und Kollegen ", "Wie wurden die Beschäftigten " },
  { "der größte Fehler, den wir nicht wiederholen sollten", "der größte Fehler" },
  { "Wie wird der Datenschutz ", "Wie ist der Datenschutz " },
  { "und wer hat das geprüft", "und von wem wurde das geprüft" },
  { "auch etwas in Leichter Sprache", "eine Fassung in Leichter Sprache" },
  { "Wie viele Stellen braucht man auf Dauer ", "Wie viele Stellen sind dauerhaft nötig " },
  { "Wie sieht der Plan B aus, falls ", "Was ist der Plan B, wenn " },
  { "Was raten Sie ", "Was empfehlen Sie " },
  { "Wer entscheidet am Ende ", "Wer hat das letzte Wort " },
  { "Steht der Quelltext ", "Gibt es den Quelltext " },
  { "Woran messen Sie, ob ", "Wie messen Sie, ob " },
};

/* The same question by somebody who has not read the first one; or who has, and agrees. */
static char *
rephrase (RegieDice *dice, const char *text)
{
  static const char *const openings[] = { "Mich würde interessieren: ",
                                          "Die Frage haben wir auch: ",
                                          "Noch einmal zum Thema von eben: ", "Kurze Frage: " };
  g_autoptr (GString) again = g_string_new (text);
  guint changed = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (wordings); i++)
    changed += g_string_replace (again, wordings[i][0], wordings[i][1], 1);
  if (changed == 0 || regie_dice_chance (dice, 0.3))
    g_string_prepend (again, PICK (dice, openings));
  return g_string_free_and_steal (g_steal_pointer (&again));
}

/* The same again, as people do it: in lower case, with a typo, more signs, a greeting, other words. */
static char *
say_again (RegieDice *dice, const char *text)
{
  char *again;
  gsize length;

  switch (regie_dice_below (dice, 8))
    {
    case 0:
      return g_utf8_strdown (text, -1);
    case 1:
      return g_strconcat (text, "??", NULL);
    case 2:
      return g_strconcat ("Guten Tag, ", text, " Danke!", NULL);
    case 3:
      /* A letter is missing: the last ASCII one, so that the text stays valid. */
      again = g_strdup (text);
      length = strlen (again);
      for (gsize i = length; i > length / 2; i--)
        if (g_ascii_isalpha (again[i - 1]))
          {
            memmove (again + i - 1, again + i, length - i + 1);
            break;
          }
      return again;
    case 4:
      return g_strdup (text);
    default:
      return rephrase (dice, text);
    }
}

RegieMessageKind
regie_phrases_kind (RegieDice *dice)
{
  static const double shares[] = {
    [REGIE_MESSAGE_QUESTION] = 0.45,
    [REGIE_MESSAGE_COMMENT] = 0.35,
    [REGIE_MESSAGE_PRAISE] = 0.20,
  };

  return (RegieMessageKind) regie_dice_weighted (dice, shares, G_N_ELEMENTS (shares));
}

char *
regie_phrases_text (RegieDice *dice, RegieMessageKind kind, const char *title, GPtrArray *earlier)
{
  double chance = regie_dice_unit (dice);

  if (chance < 0.03)
    return g_strdup (PICK (dice, nonsense));
  if (chance < 0.04)
    return compose (dice, PICK (dice, links), title);
  if (chance < 0.045)
    return compose (dice, PICK (dice, rude), title);
  if (chance < 0.13 && earlier != NULL && earlier->len > 0)
    return say_again (dice, g_ptr_array_index (earlier, regie_dice_below (dice, earlier->len)));
  switch (kind)
    {
    case REGIE_MESSAGE_QUESTION:
      return compose (dice, PICK (dice, questions), title);
    case REGIE_MESSAGE_COMMENT:
      return compose (dice, PICK (dice, comments), title);
    case REGIE_MESSAGE_PRAISE:
      return compose (dice, PICK (dice, praises), title);
    default:
      g_assert_not_reached ();
    }
}
