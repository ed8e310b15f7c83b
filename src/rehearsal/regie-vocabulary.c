/* regie-vocabulary.c: the words an audience sends to a word cloud
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-vocabulary.h"

#include <string.h>

/* Words in the order in which people think of them. A bar separates ways to write the same word, the
 * usual one first. */

static const char *const needs[] = {
  "Zeit",
  "Mut",
  "Personal",
  "Standards",
  "Schnittstellen",
  "Geld",
  "Vertrauen",
  "klare Zuständigkeiten",
  "Fachkräfte",
  "Nutzerfreundlichkeit",
  "Führung",
  "weniger Papier",
  "Open Source|OpenSource|Open-Source",
  "Ende zu Ende|Ende-zu-Ende|End-to-End",
  "E-Akte|eAkte|E Akte",
  "KI|K.I.|künstliche Intelligenz",
  "Schulungen|Schulung",
  "Fehlerkultur",
  "Zusammenarbeit",
  "Digitalisierung|Digitalisierug",
  "Once-Only|Once Only|once only",
  "Datenqualität",
  "Bürger*innen|Bürger:innen|BürgerInnen|Bürger_innen",
  "Registermodernisierung",
  "einfache Sprache|Leichte Sprache",
  "Geduld",
  "Kolleg*innen|Kolleg:innen",
  "Interoperabilität",
  "Barrierefreiheit",
  "Ausdauer",
  "Rechtssicherheit",
  "Verwaltungsmodernisierung",
  "Nachnutzung",
  "Cloud",
  "Prozesse",
  "Experimentierräume",
  "Budget",
  "Pragmatismus",
  "agil",
  "Nutzerkonto",
  "Kaffee|Kaffee ☕|☕",
  "Föderalismusreform",
  "Einer für alle|EfA",
  "5G",
  "C++",
  "Digitalisierungsbeauftragte",
  "Onlinezugangsgesetzänderungsgesetz",
  "🚀",
  "Humor",
  "WLAN|W-LAN|Wlan",
};

static const char *const feelings[] = {
  "langsam",
  "unterwegs",
  "besser",
  "Flickenteppich",
  "komplex",
  "wachsend",
  "bemüht",
  "hoffnungsvoll",
  "Papier",
  "Baustelle",
  "mutig",
  "nutzerfreundlich",
  "zersplittert",
  "im Aufbau",
  "Fax|Faxgerät",
  "spannend",
  "notwendig",
  "überfällig|überfaellig",
  "Vertrauen",
  "Sicherheit",
  "Geduld",
  "Aufbruch",
  "Chance",
  "kompliziert",
  "Medienbruch|Medienbrüche",
  "effizient",
  "machbar",
  "anstrengend",
  "modern",
  "ausbaufähig",
  "Teamarbeit",
  "Neuland",
  "unverzichtbar",
  "bunt",
  "menschlich",
  "schön",
  "schon da",
  "👍",
  "Verwaltungsdigitalisierung",
  "Zukunft",
  "Hybrid|hybrid",
  "offen",
  "freundlich",
};

static const char *const services[] = {
  "Wohngeld",
  "Ummeldung|Wohnsitzummeldung",
  "Bauantrag",
  "Elterngeld",
  "Führerschein",
  "Kfz-Zulassung|KFZ-Zulassung|Kfz Zulassung",
  "BAföG|Bafög|BAFÖG",
  "Gewerbeanmeldung",
  "Geburtsurkunde",
  "Kita-Anmeldung|Kitaanmeldung",
  "Personalausweis",
  "Reisepass",
  "Schwerbehindertenausweis",
  "Grundsicherung",
  "Einbürgerung",
  "Hundesteuer",
  "Anwohnerparkausweis",
  "Meldebescheinigung",
  "Eheschließung|Eheschliessung",
  "Führungszeugnis",
  "Aufenthaltstitel",
  "Fischereischein",
  "Sperrmüll",
  "Kindergeld",
  "Unterhaltsvorschuss",
  "Zeugnis|Zeugnisse",
  "Steuererklärung",
  "Handwerkerparkausweis",
  "Sondernutzung",
  "Straßensperrung|Strassensperrung",
  "Vereinsfördermittelantrag",
  "Baulastenverzeichnisauskunft",
};

static const char *const time_eaters[] = {
  "Rückfragen",
  "Medienbruch|Medienbrüche",
  "Zuständigkeiten",
  "Formulare",
  "Unterschriften|Unterschrift",
  "Nachweise",
  "Wartezeit",
  "Postlauf",
  "Papier",
  "Fachverfahren",
  "Abstimmung",
  "Mitzeichnung",
  "Fachchinesisch|Amtsdeutsch",
  "Anhänge|Upload",
  "Login|Anmeldung|Registrierung",
  "fehlende Unterlagen",
  "Termine",
  "Ausdrucken",
  "Scannen",
  "Fax",
  "Excel|Excel-Listen|Excelliste",
  "Doppelerfassung",
  "Vorschriften",
  "Technik",
  "Personalmangel",
  "Passwort|Passwörter",
  "Haushaltsrecht",
  "Vergaberecht",
  "Schriftform|Schriftformerfordernis",
  "Telefonwarteschleife",
  "Bezahlung",
  "Identifizierung",
};

static const char *const office_words[] = {
  "hiermit",
  "Inaugenscheinnahme",
  "zeitnah",
  "Rechtsbehelfsbelehrung",
  "fernmündlich",
  "obliegt",
  "gemäß|gemäss",
  "Antragsteller*in|Antragsteller:in|AntragstellerIn|Antragsteller",
  "vorbehaltlich",
  "Verpflichtungsermächtigung",
  "unverzüglich",
  "Lichtbild",
  "Wiedervorlage",
  "Personensorgeberechtigte",
  "mittels",
  "Beförderungserschleichung",
  "diesbezüglich",
  "Fahrtrichtungsanzeiger",
  "Spontanvegetation",
  "Raumübergreifendes Großgrün",
  "o. g.",
  "i. d. R.",
  "etwaig",
  "seitens",
  "Bedarfsgemeinschaft",
  "Kenntnisnahme",
  "nichtlebende Einfriedung",
  "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung",
  "Zuwendungsempfänger:in|Zuwendungsempfänger*in",
};

static const char *const crisis[] = {
  "Klarheit",
  "Ruhe",
  "Vertrauen",
  "Geschwindigkeit|Schnelligkeit",
  "Zusammenhalt",
  "Lagebild",
  "Kommunikation",
  "Strom|Notstrom",
  "E-Mail|Email|Mail",
  "Telefon",
  "Internet",
  "Personal",
  "Notfallplan",
  "Backup|Back-up",
  "Sirenen|Sirene",
  "Fachverfahren",
  "Meldewege",
  "Übung|Üben",
  "Verantwortung",
  "Ehrlichkeit",
  "Ausdauer",
  "Nachbarschaft",
  "Radio",
  "Improvisation",
  "Vorbereitung",
  "Kaffee|☕",
  "Standesamt",
  "Auszahlung",
  "Humor",
  "Krisenstabsleitung",
};

static const char *const knowledge[] = {
  "Erfahrung",
  "Daten",
  "Geodaten",
  "Haushalt",
  "Kontakte|Netzwerk",
  "Abläufe|Prozesse",
  "Fachwissen",
  "Ortskenntnis",
  "Bevölkerungszahlen",
  "Verkehr",
  "Umweltdaten",
  "Bäume",
  "Hitze",
  "Starkregen",
  "Lärm",
  "Bauplätze",
  "Energie",
  "Parkplätze",
  "Statistik",
  "Luftqualität",
  "Archiv",
  "Sonderfälle",
  "Zugangsdaten",
  "Ansprechpartner*innen|Ansprechpartner:innen|Ansprechpartner",
  "Excel-Makros|Makros",
  "Radwege",
  "Barrieren",
  "Leerstand",
  "Grundwasser",
  "Solarpotenzial|Solarpotential",
};

static const char *const takeaways[] = {
  "Mut",
  "Ideen",
  "Kontakte",
  "Motivation",
  "Hausaufgaben",
  "einfach machen|einfach mal machen",
  "Inspiration",
  "Netzwerk",
  "Neugier",
  "Fragen",
  "Vorfreude",
  "Zuversicht",
  "neue Kolleg*innen|neue Kolleg:innen",
  "Nachnutzung",
  "Gemeinschaft",
  "Links",
  "Energie",
  "Dankbarkeit|Danke",
  "eine To-do-Liste|To-do-Liste|Todo-Liste",
  "E-Akte|eAkte",
  "KI",
  "gute Laune|gute Laune 😀",
  "Hoffnung",
  "Tatendrang",
  "Ende zu Ende",
  "Muskelkater vom Mitschreiben",
  "Respekt",
  "Lernfreude",
  "Rückenwind",
  "Wissensdurst",
};

/* What a prompt asks for, told by a word in it. The first that fits counts. */
static const struct
{
  const char *sign;
  const char *const *words;
  guint n_words;
} lists[] = {
#define LIST(sign, words) { sign, words, G_N_ELEMENTS (words) }
  LIST ("nehmen Sie mit", takeaways),
  LIST ("Amtswort", office_words),
  LIST ("beschreiben", feelings),
  LIST ("in einem Wort", feelings),
  LIST ("erster Gedanke", feelings),
  LIST ("Datenschutz ist", feelings),
  LIST ("Europa bedeutet", feelings),
  LIST ("Leistung", services),
  LIST ("Formular", services),
  LIST ("Nachweis", services),
  LIST ("Brieftasche", services),
  LIST ("Zettel", services),
  LIST ("Ausfall", crisis),
  LIST ("Krise", crisis),
  LIST ("Zeit?", time_eaters),
  LIST ("Medienbruch", time_eaters),
  LIST ("brechen", time_eaters),
  LIST ("Vorschrift", time_eaters),
  LIST ("Zuwendungsrecht", time_eaters),
  LIST ("abgeben", time_eaters),
  LIST ("Sorge", time_eaters),
  LIST ("Daten", knowledge),
  LIST ("Wissen", knowledge),
  LIST ("Zwilling", knowledge),
  LIST ("", needs),
#undef LIST
};

/** How steep the counts fall: about what word clouds of real audiences show. */
#define ZIPF 0.85

static const char *
pick (RegieDice *dice, const char *prompt)
{
  gsize list = 0;
  RegieDice shuffle = regie_dice (0, 0, prompt);

  while (strstr (prompt, lists[list].sign) == NULL)
    list++;
  /* Each prompt has its own favourites: a rotation of the list's first half. */
  guint n = lists[list].n_words;
  guint rank = regie_dice_zipf (dice, n, ZIPF);
  guint half = n / 2;
  if (rank < half)
    rank = (rank + regie_dice_below (&shuffle, half)) % half;
  return lists[list].words[rank];
}

/* One person's way to write it. */
static char *
write_down (RegieDice *dice, const char *word)
{
  g_auto (GStrv) ways = g_strsplit (word, "|", -1);
  guint n_ways = g_strv_length (ways);
  const char *way =
      ways[n_ways > 1 && regie_dice_chance (dice, 0.4) ? 1 + regie_dice_below (dice, n_ways - 1)
                                                       : 0];
  double chance = regie_dice_unit (dice);

  if (chance < 0.12)
    return g_utf8_strdown (way, -1);
  if (chance < 0.15)
    return g_utf8_strup (way, -1);
  if (chance < 0.18)
    return g_strconcat (way, "!", NULL);
  if (chance < 0.20)
    return g_strconcat (" ", way, " ", NULL);
  return g_strdup (way);
}

GStrv
regie_vocabulary_words (RegieDice *dice, const char *prompt, guint max, guint longest)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = max <= 1 ? 1 : 1 + regie_dice_below (dice, max);

  while (g_hash_table_size (used) < n)
    {
      const char *word = pick (dice, prompt);
      g_autofree char *written = write_down (dice, word);

      if (g_hash_table_contains (used, word))
        n--;
      else if (g_utf8_strlen (written, -1) <= longest)
        {
          g_hash_table_add (used, (gpointer) word);
          g_strv_builder_take (words, g_steal_pointer (&written));
        }
    }
  return g_strv_builder_end (words);
}
