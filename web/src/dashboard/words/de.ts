import type { Names, Translated } from '../../elements/index';
import type { en } from './en';

/** What the dashboard says around its elements, in German. */
export const de: Translated<typeof en> = {
  'view.today': 'Heute',
  'view.calendar': 'Kalender',
  'view.together': 'Gemeinsam',
  'view.me': 'Ich',
  'page.parts': 'Teile der Seite',
  'page.loading': 'Deine Serie wird geladen …',
  'page.notStarted': 'Die Seite konnte nicht gestartet werden. Bist du online?',
  'page.signOut': 'Abmelden',
  'page.you': 'du',
  'page.tryAgain': 'Noch einmal versuchen',
  'page.understood': 'Verstanden',
  'page.undo': 'Rückgängig',
  'page.notSaved': 'Das wurde nicht gespeichert. {problem}',
  'welcome.heading': 'Willkommen',
  'welcome.zone': 'Deine Tage zählen nach der Uhr von {zone}.',
  'welcome.begin': 'Anfangen',
  'zone.changed': 'Deine Zeitzone wurde geändert.',

  'display.heading': 'Darstellung',
  'display.language': 'Sprache',
  'display.ofDevice': 'Wie auf diesem Gerät: {name}',
  'display.theme': 'Farben',
  'display.theme.system': 'Wie auf diesem Gerät',
  'display.theme.light': 'Hell',
  'display.theme.dark': 'Dunkel',

  'push.offer': 'Sollen wir dich warnen, bevor sie verloren ist?',
  'push.why':
    'An Abenden, an denen deine Serie ({days}) in Gefahr ist, kommt eine Nachricht. Nichts in deiner Ruhezeit, und du kannst es jederzeit ausschalten.',
  'push.yes': 'Ja, erinnere mich',
  'push.notNow': 'Nicht jetzt',

  'logged.undoing': 'Wird zurückgenommen …',
  'logged.undone': 'Zurückgenommen. Es zählt nicht mehr.',
  'logged.waiting':
    'Bleibt auf diesem Gerät, bis es gesendet werden kann. Es zählt zu der Zeit, zu der du es eingetragen hast.',
  'logged.waitingUndo': 'Es wird zurückgenommen, sobald das Netz es erlaubt.',
  'logged.recorded': '+{xp} XP. Tag {day} deiner Serie.',
  'logged.badge': 'Neues Abzeichen: {name}.',
  'logged.refused': {
    one: '{count} Aktivität zählt nicht.',
    other: '{count} Aktivitäten zählen nicht.',
  },

  'news.freeze_refunded': 'Ein Freeze ist zurück.',
  'news.streak_restored': 'Deine Serie ist wiederhergestellt.',
  'news.recovered': 'Du hast deine Serie zurückgeholt.',
  'news.milestone': 'Ein Meilenstein!',
  'news.weekly_bonus_earned': 'Der Wochenbonus gehört dir: Nächste Woche zählt mehr.',
  'news.personal_record': 'Deine längste Serie überhaupt!',

  'refusal.out-of-range': 'Sie kamen mehr als 48 Stunden danach an.',
  'refusal.unknown-activity-type': 'Aktivitäten dieser Art zählen nicht mehr.',
  'refusal.time-zone-unset': 'Deine Zeitzone war noch nicht bekannt.',

  'offline.nothing': 'Du bist offline. Was du einträgst, wird aufgehoben und später gesendet.',
  'offline.waiting': {
    one: 'Du bist offline. {count} Aktivität ist aufgehoben und wird später mit ihrer Zeit gesendet.',
    other:
      'Du bist offline. {count} Aktivitäten sind aufgehoben und werden später mit ihrer Zeit gesendet.',
  },

  'failure.other': 'Etwas ist schiefgegangen. Versuch es gleich noch einmal.',
  'failure.offline':
    'Du bist offline. Deine Serie ist sicher, und du siehst das hier, sobald du wieder online bist.',
  'failure.busy': 'Gerade ist viel los. Versuch es gleich noch einmal.',
  'failure.unreachable': 'Das ist gerade nicht erreichbar. Deine Serie ist sicher.',
  'failure.misconfigured':
    'Deine Serie ist nicht erreichbar. Was du einträgst, bleibt auf diesem Gerät.',
  'failure.not-deployed': 'Das bietet diese App nicht an.',
  'failure.unkept':
    'Dieser Browser kann deine Aktivitäten nicht speichern. Bleib auf der Seite, bis sie gesendet sind.',
  'failure.day-sealed': 'Das ist zu lange her, um es zurückzunehmen.',
  'failure.no-recovery-offered': 'Die Zeit, deine Serie zurückzuholen, ist vorbei.',
  'failure.account-required': 'Dafür brauchst du ein Konto. Melde dich zuerst an.',
  'failure.too-many-calls': 'Das war zu viel auf einmal. Versuch es später noch einmal.',
  'failure.private-user':
    'Dein Profil ist privat. Wähle zum Teilen zuerst einen Namen unter „Rangliste“.',
  'failure.day-has-ended': 'Vergangene Tage können nicht pausiert werden.',
  'failure.too-many-paused-days': 'So viele Tage kannst du dieses Jahr nicht pausieren.',
  'failure.too-many-rest-days': 'An so vielen Tagen einer Woche kannst du nicht ruhen.',
  'failure.challenge-full': 'Alle Plätze dieser Challenge sind vergeben.',
  'failure.challenge-over': 'Diese Challenge ist vorbei.',
  'failure.too-many-challenges':
    'Du bist schon in zehn Challenges. Beende oder verlasse zuerst eine.',
  'failure.too-many-zone-changes':
    'Die Zeitzone wurde zu oft geändert. Versuch es morgen noch einmal.',
  'failure.unsuitable-name': 'Dieser Name geht nicht. Wähle einen anderen.',

  'celebrate.recovery': 'Zurückgeholt',
  'celebrate.recoveryText': {
    one: 'Dein {count} Tag gehört wieder dir.',
    other: 'Deine {count} Tage gehören wieder dir.',
  },
  'celebrate.milestone': { one: '{count} Tag', other: '{count} Tage' },
  'celebrate.milestoneText': 'Ein Meilenstein deiner Serie.',
  'celebrate.challengeText': 'Challenge geschafft.',
  'celebrate.week': 'Eine perfekte Woche',
  'celebrate.weekText': 'Sieben von sieben Tagen.',
  'celebrate.level': 'Level {level}',
  'celebrate.badgeText': 'Ein neues Abzeichen.',
  'celebrate.first': 'Die Flamme brennt',
  'celebrate.firstText': 'Deine erste Aktivität. Komm morgen wieder.',

  'signIn.failed': 'Die Anmeldung ist fehlgeschlagen.',
  'signIn.failedWith': 'Die Anmeldung ist fehlgeschlagen ({code}).',
  'signIn.wrong': 'Die E-Mail-Adresse oder das Passwort ist falsch.',
  'signIn.invalid-email': 'Das ist keine E-Mail-Adresse.',
  'signIn.missing-password': 'Gib dein Passwort ein.',
  'signIn.network-request-failed':
    'Es gibt keine Verbindung. Versuch es noch einmal, wenn du online bist.',
  'signIn.popup-blocked': 'Der Browser hat das Fenster von Google blockiert.',
  'signIn.popup-closed-by-user':
    'Das Fenster von Google wurde geschlossen, bevor du angemeldet warst.',
  'signIn.too-many-requests': 'Zu viele Versuche. Versuch es in ein paar Minuten noch einmal.',
  'signIn.user-disabled': 'Dieses Konto ist gesperrt.',
};

/** What the activities and categories of the default program are called. */
export const names: Names = {
  'name.flashcard_set_completed': 'Karteikarten durchgearbeitet',
  'name.study_guide_completed': 'Lernskript durchgearbeitet',
  'name.quiz_easy_passed': 'Leichtes Quiz bestanden',
  'name.quiz_hard_passed': 'Schweres Quiz bestanden',
  'name.evaluation_low': 'Kleine Prüfung',
  'name.evaluation_high': 'Große Prüfung',
  'name.flashcards': 'Karteikarten',
  'name.guide': 'Lernskript',
  'name.quiz': 'Quiz',
  'name.evaluation': 'Prüfung',
};
