/* strings.js: every text of the page in German and English
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A text may hold {names} that t() fills in. A list is [one, many]; which of them is decided by {n}.
 */

const KEY = "regie.language";

export const tables = {
  de: {
    skip: "Zum Inhalt",
    languages: "Sprache",
    page: "{congress} – Mitmachen",
    joinTitle: "Teilnehmen",
    joinIntro: "Bitte geben Sie den Zugangscode ein, den Sie mit der Einladung bekommen haben.",
    code: "Zugangscode",
    join: "Teilnehmen",
    joinPrivacy: "Sie nehmen unter einem zufälligen Pseudonym teil. Ihr Name wird nicht erfragt.",
    codeMissing: "Der Zugangscode fehlt.",
    codeWrong: "Das ist nicht der Zugangscode dieses Kongresses.",
    codeClosed: "Dieser Kongress ist zurzeit nicht für die Teilnahme geöffnet.",
    passEnded: "Ihre Teilnahme ist abgelaufen. Bitte melden Sie sich erneut an.",
    erased: "Ihre Daten sind gelöscht. Wenn Sie wieder teilnehmen, sind Sie für uns eine neue Person.",
    eraseTitle: "Ihre Daten",
    eraseIntro: "Sie können alles löschen lassen, was von Ihnen hier gespeichert ist.",
    erase: "Meine Daten löschen …",
    eraseSure: "Alle Ihre Daten löschen?",
    eraseTexts: "Alle Ihre Beiträge werden gelöscht, auch angenommene und beantwortete, mit den Antworten darauf.",
    eraseRunning: "Ihre Zustimmungen und Ihre Stimmen in laufenden Abstimmungen werden zurückgenommen.",
    eraseClosed: "In abgeschlossenen Abstimmungen bleiben Ihre Stimmen als Zahlen erhalten, ohne Bezug zu Ihnen.",
    erasePass: "Ihre Teilnahme endet. Sie können mit dem Zugangscode neu beginnen.",
    eraseForGood: "Das kann niemand rückgängig machen.",
    eraseYes: "Endgültig löschen",
    eraseNo: "Abbrechen",
    leave: "Abmelden",
    leaveSure: "Wirklich abmelden? Ihre Stimmen bleiben gezählt, aber Sie können sie danach nicht mehr ändern.",
    connecting: "Verbindung wird aufgebaut …",
    online: "Verbunden",
    lost: "Verbindung unterbrochen. Was Sie sehen, ist {age} alt. Neuer Versuch in {seconds} s.",
    lostNow: "Verbindung unterbrochen. Was Sie sehen, ist {age} alt. Neuer Versuch …",
    back: "Wieder verbunden. Alles ist auf dem neuesten Stand.",
    retryNow: "Jetzt versuchen",
    seconds: "{n} s",
    minutes: "{n} min",
    stages: "Bühnen",
    now: "Jetzt auf der Bühne",
    stage_off_air: "nicht auf Sendung",
    stage_countdown: "beginnt gleich",
    stage_live: "live",
    stage_hold: "kurze Unterbrechung",
    stage_ended: "beendet",
    mainChannel: "im Hauptprogramm",
    nothingNow: "Auf dieser Bühne läuft gerade nichts.",
    nextUp: "Als Nächstes um {time}: {title}",
    startsAt: "Beginnt um {time}.",
    onAir: "Wird gerade beantwortet",
    about: "Worum es geht",
    polls: "Abstimmungen",
    pollOpen: "läuft",
    pollClosing: "wird ausgezählt",
    pollClosed: "geschlossen",
    pollNew: "Neue Abstimmung: {title}",
    pollEnded: "Abstimmung geschlossen: {title}",
    chooseOne: "Eine Antwort.",
    chooseExactly: "Genau {max} Antworten.",
    chooseUpTo: "Bis zu {max} Antworten.",
    chooseBetween: "{min} bis {max} Antworten.",
    several: "Mehrere Antworten waren möglich; die Summe kann über 100 % liegen.",
    vote: "Abstimmen",
    changeVote: "Stimme ändern",
    voteStands: "Ihre Stimme: {options}",
    voteSaved: "Ihre Stimme ist gezählt: {options}",
    voteFew: ["Bitte wählen Sie mindestens eine Antwort.", "Bitte wählen Sie mindestens {n} Antworten."],
    voteMany: ["Bitte wählen Sie höchstens eine Antwort.", "Bitte wählen Sie höchstens {n} Antworten."],
    voteNewRound: "Neue Runde: Bitte stimmen Sie noch einmal ab.",
    voters: ["{n} Stimme abgegeben", "{n} Stimmen abgegeben"],
    wordVoters: ["{n} Person hat Begriffe gesendet", "{n} Personen haben Begriffe gesendet"],
    left: "noch {time}",
    hiddenResult: "Das Ergebnis ist noch nicht veröffentlicht.",
    resultAfterVote: "Das Ergebnis sehen Sie, sobald Sie abgestimmt haben.",
    notVoted: "Sie haben nicht abgestimmt.",
    result: "Ergebnis",
    resultLine: "{percent}, {count}",
    counted: ["{n} Stimme", "{n} Stimmen"],
    mentioned: ["{n}-mal genannt", "{n}-mal genannt"],
    words: "Begriffe",
    word: "Begriff {n}",
    wordsHint: ["Ein Begriff, höchstens {length} Zeichen.", "Bis zu {n} Begriffe, je höchstens {length} Zeichen. Mehrere durch Komma trennen geht auch."],
    wordsSend: "Begriffe senden",
    wordsChange: "Begriffe ändern",
    wordsSaved: ["Ihr Begriff ist gezählt: {words}", "Ihre Begriffe sind gezählt: {words}"],
    wordsRemoved: "Ihre Begriffe sind zurückgenommen.",
    wordsStand: "Ihre Begriffe: {words}",
    wordsNone: "Bitte geben Sie mindestens einen Begriff ein.",
    wordsMany: ["Höchstens ein Begriff.", "Höchstens {n} Begriffe."],
    wordLong: "„{word}“ ist zu lang: höchstens {length} Zeichen.",
    wordsNothing: "Noch keine Begriffe.",
    askTitle: "Frage oder Anmerkung senden",
    kind: "Art",
    kind_question: "Frage",
    kind_comment: "Kommentar",
    kind_praise: "Lob",
    text: "Ihr Text",
    count: ["noch ein Zeichen", "noch {n} Zeichen"],
    countOver: ["ein Zeichen zu viel", "{n} Zeichen zu viel"],
    send: "Senden",
    moderatedHint: "Ihr Text erscheint, sobald die Moderation ihn freigegeben hat.",
    openHint: "Ihr Text erscheint sofort.",
    textMissing: "Bitte schreiben Sie einen Text.",
    textLong: "Der Text ist zu lang.",
    sent: "Gesendet.",
    channelPaused: "Schreiben ist auf dieser Bühne gerade unterbrochen.",
    channelClosed: "Schreiben ist auf dieser Bühne gerade nicht möglich.",
    channelStill: "Lesen, zustimmen und abstimmen können Sie weiterhin.",
    channelDraft: "Ihr angefangener Text bleibt erhalten.",
    channelOpen: "Auf dieser Bühne kann wieder geschrieben werden.",
    slowed: "Die Moderation lässt Sie gerade nur in Abständen schreiben. Wieder möglich in {time}; Ihr Text bleibt erhalten.",
    slowOver: "Sie können wieder schreiben.",
    muted: "Die Moderation hat Sie stummgeschaltet. Lesen, zustimmen und abstimmen können Sie weiterhin.",
    because: "Grund: {reason}",
    ownTitle: "Ihre Beiträge",
    own_new: "Eingegangen, noch nicht gesichtet",
    own_in_review: "Wird gerade gesichtet",
    own_approved: "Auf der Liste",
    own_next: "Kommt als Nächstes dran",
    own_on_air: "Wird gerade beantwortet",
    own_answered_live: "Auf der Bühne beantwortet",
    own_answered_written: "Schriftlich beantwortet",
    own_archived: "Beantwortet und abgelegt",
    own_rejected: "Nicht angenommen",
    own_merged: "Zusammengefasst",
    own_parked: "Für später vorgemerkt",
    own_withdrawn: "Von Ihnen zurückgezogen",
    ownOriginal: "Von der Moderation bearbeitet – Ihr Text",
    mergedInto: "Zusammengefasst mit dieser Frage:",
    mergedLater: "Zusammengefasst mit einer ähnlichen Frage, die noch gesichtet wird.",
    mergedCounts: ["Alle Zustimmungen zählen dort gemeinsam, jede Person einmal: {n}.", "Alle Zustimmungen zählen dort gemeinsam, jede Person einmal: {n}."],
    parkedTo: "Vorgemerkt für: {title} ({time})",
    parkedLater: "Die Moderation hat es für eine spätere Gelegenheit zurückgelegt.",
    goThere: "In der Liste zeigen",
    reject_off_topic: "Grund: Es passt nicht zum Thema dieser Veranstaltung.",
    reject_already_answered: "Grund: Das wurde bereits beantwortet.",
    reject_already_asked: "Grund: Das wurde bereits gefragt.",
    reject_unclear: "Grund: Es war nicht klar, was gemeint ist.",
    reject_too_late: "Grund: Die Zeit reicht nicht mehr dafür.",
    reject_tone: "Grund: Der Ton verletzt die Regeln des Umgangs.",
    reject_personal_data: "Grund: Es enthält persönliche Angaben.",
    reject_advertising: "Grund: Es ist Werbung.",
    reject_other: "Ein anderer Grund.",
    ownChanged: "Ihr Beitrag: {state}",
    withdraw: "Zurückziehen",
    withdrawLabel: "Zurückziehen: {text}",
    withdrawSure: "Endgültig zurückziehen?",
    withdrawYes: "Ja, zurückziehen",
    withdrawNo: "Behalten",
    withdrawn: "Ihr Beitrag ist zurückgezogen.",
    questions: "Fragen und Beiträge",
    questionsNone: "Zurzeit ist auf dieser Bühne keine Frage offen.",
    answered: ["Beantwortet ({n})", "Beantwortet ({n})"],
    fresh: ["{n} neu", "{n} neu"],
    moved: ["{n} verschoben", "{n} verschoben"],
    sort: "{what} – zeigen",
    gone: "Dieser Beitrag ist nicht mehr in der Liste.",
    pinned: "📌 angeheftet",
    answerTitle: "Schriftliche Antwort",
    message_approved: "freigegeben",
    message_next: "als Nächstes",
    message_on_air: "wird gerade beantwortet",
    message_answered_live: "auf der Bühne beantwortet",
    message_answered_written: "schriftlich beantwortet",
    edited: "von der Moderation bearbeitet",
    upvote: "Stimme ich zu: {text}",
    upvoted: "Ihre Zustimmung ist gezählt.",
    unvoted: "Ihre Zustimmung ist zurückgenommen.",
    votes: ["{n} Zustimmung", "{n} Zustimmungen"],
    ownMessage: "Ihr Beitrag",
    unit: ["{n} Zustimmung", "{n} Zustimmungen"],
    failedLink: "Das hat den Server nicht erreicht. Bitte versuchen Sie es noch einmal; doppelt gezählt wird nichts.",
    failedBusy: "Zu viele Anfragen. Bitte warten Sie {seconds} Sekunden.",
    failedServer: "Der Server kann das gerade nicht annehmen. Bitte versuchen Sie es gleich noch einmal.",
    failedLate: "Zu spät: Die Abstimmung ist geschlossen.",
    failedRound: "Es läuft eine neue Runde. Bitte prüfen Sie die Auswahl und stimmen Sie noch einmal ab.",
    failedGone: "Das gibt es nicht mehr.",
    failedDenied: "Das ist gerade nicht erlaubt.",
    failedPaused: "Gerade kann auf dieser Bühne nichts geschrieben werden; lesen und zustimmen geht weiter.",
    failedClosed: "Auf dieser Bühne kann gerade weder geschrieben noch zugestimmt werden.",
    failedOwn: "Eigenen Beiträgen kann man nicht zustimmen.",
    failedConflict: "Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal hin.",
    failedInvalid: "Der Server hat die Eingabe nicht angenommen.",
  },
  en: {
    skip: "Skip to content",
    languages: "Language",
    page: "{congress} – take part",
    joinTitle: "Take part",
    joinIntro: "Please enter the access code that came with your invitation.",
    code: "Access code",
    join: "Join",
    joinPrivacy: "You take part under a random pseudonym. You are not asked for your name.",
    codeMissing: "The access code is missing.",
    codeWrong: "This is not the access code of this congress.",
    codeClosed: "This congress is not open for participants at the moment.",
    passEnded: "Your participation has ended. Please join again.",
    erased: "Your data is erased. If you take part again, you are a new person to us.",
    eraseTitle: "Your data",
    eraseIntro: "You can have everything erased that is stored about you here.",
    erase: "Erase my data …",
    eraseSure: "Erase all your data?",
    eraseTexts: "All you sent is erased, also what was accepted and answered, and the answers with it.",
    eraseRunning: "Your support and your votes in polls that are running are taken back.",
    eraseClosed: "In polls that are closed your votes stay as numbers, with no link to you.",
    erasePass: "You leave. With the access code you can begin anew.",
    eraseForGood: "Nobody can undo this.",
    eraseYes: "Erase for good",
    eraseNo: "Cancel",
    leave: "Leave",
    leaveSure: "Really leave? Your votes stay counted, but you cannot change them afterwards.",
    connecting: "Connecting …",
    online: "Connected",
    lost: "Connection lost. What you see is {age} old. Trying again in {seconds} s.",
    lostNow: "Connection lost. What you see is {age} old. Trying again …",
    back: "Connected again. Everything is up to date.",
    retryNow: "Try now",
    seconds: "{n} s",
    minutes: "{n} min",
    stages: "Stages",
    now: "On stage now",
    stage_off_air: "off air",
    stage_countdown: "about to begin",
    stage_live: "live",
    stage_hold: "short interruption",
    stage_ended: "ended",
    mainChannel: "on the main channel",
    nothingNow: "Nothing is on this stage at the moment.",
    nextUp: "Next at {time}: {title}",
    startsAt: "Begins at {time}.",
    onAir: "Being answered now",
    about: "What it is about",
    polls: "Votes",
    pollOpen: "open",
    pollClosing: "being counted",
    pollClosed: "closed",
    pollNew: "New vote: {title}",
    pollEnded: "Vote closed: {title}",
    chooseOne: "One answer.",
    chooseExactly: "Exactly {max} answers.",
    chooseUpTo: "Up to {max} answers.",
    chooseBetween: "{min} to {max} answers.",
    several: "Several answers were possible; the sum may exceed 100 %.",
    vote: "Vote",
    changeVote: "Change vote",
    voteStands: "Your vote: {options}",
    voteSaved: "Your vote is counted: {options}",
    voteFew: ["Please choose at least one answer.", "Please choose at least {n} answers."],
    voteMany: ["Please choose at most one answer.", "Please choose at most {n} answers."],
    voteNewRound: "New round: please vote again.",
    voters: ["{n} vote cast", "{n} votes cast"],
    wordVoters: ["{n} person sent words", "{n} people sent words"],
    left: "{time} left",
    hiddenResult: "The result is not published yet.",
    resultAfterVote: "You see the result as soon as you have voted.",
    notVoted: "You did not vote.",
    result: "Result",
    resultLine: "{percent}, {count}",
    counted: ["{n} vote", "{n} votes"],
    mentioned: ["mentioned once", "mentioned {n} times"],
    words: "Words",
    word: "Word {n}",
    wordsHint: ["One word, at most {length} characters.", "Up to {n} words, at most {length} characters each. You may also separate them by commas."],
    wordsSend: "Send words",
    wordsChange: "Change words",
    wordsSaved: ["Your word is counted: {words}", "Your words are counted: {words}"],
    wordsRemoved: "Your words are taken back.",
    wordsStand: "Your words: {words}",
    wordsNone: "Please enter at least one word.",
    wordsMany: ["At most one word.", "At most {n} words."],
    wordLong: "“{word}” is too long: at most {length} characters.",
    wordsNothing: "No words yet.",
    askTitle: "Send a question or remark",
    kind: "Kind",
    kind_question: "Question",
    kind_comment: "Comment",
    kind_praise: "Praise",
    text: "Your text",
    count: ["one character left", "{n} characters left"],
    countOver: ["one character too many", "{n} characters too many"],
    send: "Send",
    moderatedHint: "Your text appears as soon as the moderators have approved it.",
    openHint: "Your text appears at once.",
    textMissing: "Please write a text.",
    textLong: "The text is too long.",
    sent: "Sent.",
    channelPaused: "Writing is paused on this stage at the moment.",
    channelClosed: "Writing is not possible on this stage at the moment.",
    channelStill: "You can still read, support and vote.",
    channelDraft: "The text you began is kept.",
    channelOpen: "Writing is possible again on this stage.",
    slowed: "The moderators let you write only now and then. Possible again in {time}; your text is kept.",
    slowOver: "You may write again.",
    muted: "The moderators have muted you. You can still read, support and vote.",
    because: "Reason: {reason}",
    ownTitle: "What you sent",
    own_new: "Received, not looked at yet",
    own_in_review: "Being looked at",
    own_approved: "On the list",
    own_next: "Comes next",
    own_on_air: "Being answered now",
    own_answered_live: "Answered on stage",
    own_answered_written: "Answered in writing",
    own_archived: "Answered and filed",
    own_rejected: "Not accepted",
    own_merged: "Merged",
    own_parked: "Kept for later",
    own_withdrawn: "Withdrawn by you",
    ownOriginal: "Edited by the moderators – your text",
    mergedInto: "Merged with this question:",
    mergedLater: "Merged with a similar question that is still being looked at.",
    mergedCounts: ["Everybody’s support counts there together, each person once: {n}.", "Everybody’s support counts there together, each person once: {n}."],
    parkedTo: "Kept for: {title} ({time})",
    parkedLater: "The moderators have put it aside for a later occasion.",
    goThere: "Show in the list",
    reject_off_topic: "Reason: it is not about the topic of this session.",
    reject_already_answered: "Reason: it has been answered already.",
    reject_already_asked: "Reason: it has been asked already.",
    reject_unclear: "Reason: it was not clear what is meant.",
    reject_too_late: "Reason: there is not enough time left.",
    reject_tone: "Reason: its tone is against the rules of conduct.",
    reject_personal_data: "Reason: it contains personal data.",
    reject_advertising: "Reason: it is advertising.",
    reject_other: "Another reason.",
    ownChanged: "What you sent: {state}",
    withdraw: "Withdraw",
    withdrawLabel: "Withdraw: {text}",
    withdrawSure: "Withdraw for good?",
    withdrawYes: "Yes, withdraw",
    withdrawNo: "Keep",
    withdrawn: "What you sent is withdrawn.",
    questions: "Questions and remarks",
    questionsNone: "No question is open on this stage at the moment.",
    answered: ["Answered ({n})", "Answered ({n})"],
    fresh: ["{n} new", "{n} new"],
    moved: ["{n} moved", "{n} moved"],
    sort: "{what} – show",
    gone: "This is no longer in the list.",
    pinned: "📌 pinned",
    answerTitle: "Written answer",
    message_approved: "approved",
    message_next: "next",
    message_on_air: "being answered now",
    message_answered_live: "answered on stage",
    message_answered_written: "answered in writing",
    edited: "edited by the moderators",
    upvote: "I support this: {text}",
    upvoted: "Your support is counted.",
    unvoted: "Your support is taken back.",
    votes: ["{n} supporter", "{n} supporters"],
    ownMessage: "sent by you",
    unit: ["{n} supporter", "{n} supporters"],
    failedLink: "This did not reach the server. Please try again; nothing is counted twice.",
    failedBusy: "Too many requests. Please wait {seconds} seconds.",
    failedServer: "The server cannot take this at the moment. Please try again shortly.",
    failedLate: "Too late: the vote is closed.",
    failedRound: "A new round is open. Please check your choice and vote again.",
    failedGone: "This is no longer there.",
    failedDenied: "This is not allowed at the moment.",
    failedPaused: "Nothing can be written on this stage right now; reading and supporting go on.",
    failedClosed: "On this stage nothing can be written or supported right now.",
    failedOwn: "You cannot support what you sent yourself.",
    failedConflict: "Something has changed meanwhile. Please look again.",
    failedInvalid: "The server did not accept what you entered.",
  },
};

function preferred() {
  const stored = read();
  if (stored in tables) return stored;
  for (const wish of navigator.languages ?? [navigator.language ?? ""]) {
    const language = wish.slice(0, 2).toLowerCase();
    if (language in tables) return language;
  }
  return "en";
}

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

let language = preferred();
let plurals = new Intl.PluralRules(language);

export const getLanguage = () => language;

export function setLanguage(next) {
  language = next;
  plurals = new Intl.PluralRules(language);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export const number = (n) => new Intl.NumberFormat(language).format(n);

/** The text `key` in the page's language, with {names} filled in from `values`. */
export function t(key, values = {}) {
  let text = tables[language][key] ?? key;
  if (Array.isArray(text)) text = text[plurals.select(values.n ?? 0) === "one" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!(name in values)) return whole;
    return typeof values[name] === "number" ? number(values[name]) : values[name];
  });
}

/** A moment as the clock of the congress shows it. */
export function clock(moment, timeZone) {
  const options = { hour: "2-digit", minute: "2-digit" };
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(new Date(moment));
  } catch {
    return new Intl.DateTimeFormat(language, options).format(new Date(moment));
  }
}

export function age(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 100 ? t("seconds", { n: seconds }) : t("minutes", { n: Math.round(seconds / 60) });
}

/** Seconds as a clock that runs down shows them: 0:42. */
export const clockTime = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/**
 * Why a message was not taken. A reason is a word of the short list (`off_topic`), a word and the
 * moderators' own text (`off_topic: …`), or such a text alone.
 */
export function rejection(reason = "") {
  const [, word, text] = /^([a-z_]+)(?::\s*(.*))?$/s.exec(reason) ?? [];
  const known = word && `reject_${word}` in tables[language];

  if (known && (word !== "other" || text)) return { reason: t(`reject_${word}`), text: text ?? "" };
  if (known || reason === "") return { reason: t("reject_other"), text: "" };
  return { reason: t("because", { reason }), text: "" };
}
