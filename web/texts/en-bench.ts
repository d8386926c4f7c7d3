/** What a judge's own page says, and whose room is whose, in English. */
import type { zhBench } from './zh-bench.js';

export const enBench: Readonly<Record<keyof typeof zhBench, string>> = {
  'page.bench': 'My buttons',
  'about.bench': 'Try your own button, and see what became of the calls you flagged',
  'bench.buttons': 'My buttons',
  'bench.how':
    'Start the test, then press the button within five minutes: that press calls nobody. To really call somebody during a test, press twice. The result appears only here, without a sound.',
  'bench.no-buttons':
    'No courtroom or office is assigned to you yet. Ask the administrator to enter it on the People page.',
  'bench.steps': 'How far it got',
  'bench.pressed': 'Pressed',
  'bench.received': 'Received',
  'bench.shown': "On the guard's screen",
  'bench.sounded': "Sounded at the guard's screen",
  'bench.after': '{{s}} s later',
  'bench.until': 'Please go and press it before',
  'bench.another': 'The guard room is testing this button.',
  'bench-test.waits': 'Waiting for your press',
  'bench-test.arriving': 'On its way',
  'bench-test.passed': 'Passed',
  'bench-test.not-heard': 'No press was received. Please tell the guard room.',
  'bench-test.not-shown': "Received, but no guard's screen showed it. The guard room knows.",
  'bench-test.not-sounded': "Shown, but no guard's screen sounded. The guard room knows.",
  'bench-test.stopped': 'Stopped',
  'own-call.title': 'Calls I flagged and reports I made',
  'own-call.explain':
    'Only what you flagged, recorded or reported yourself; the inspector reads what went into the register.',
  'own-call.none': 'Nothing flagged yet. What you flag on the telephone, record or report appears here.',
  'own-call.kind-report': 'Report in writing',
  'own-call.by-key': "By the telephone's key",
  'own-call.recording': 'Recording',
  'own-call.sealed': 'Sealed in the register, not yet read by the inspector',
  'own-call.read': 'Read by the inspector',
  'own-call.released': 'The inspector released the recording',
  'own-call.noted': 'Flagged',
  'own-call.incident': 'An incident was opened',
  'own-call.report': 'Incident',
  'people.rooms': 'Courtrooms and offices',
  'people.rooms-how':
    "May test the buttons there; what a telephone's key flags in a room that is one person's alone is shown to that person.",
  'may.bench:own': "Test the buttons of one's own rooms, and see one's own flagged calls",
  'fact.bench.given': '{{place}} was given to {{holder}}',
  'fact.bench.left': "{{place}} is no longer {{holder}}'s",
};
