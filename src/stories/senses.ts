import { stemOf } from './stem.ts';

/** Words by which outlets tell the same kind of happening; a row counts as one word. */
const ROWS = [
  'earthquake quake tremor temblor seismic aftershock',
  'resign resigned resigns resignation quit quits resigning departure stepping',
  'die dies died dead death deaths dying deceased fatal fatality fatalities kill kills killed killing perished',
  'explosion blast exploded explodes explode bomb bombing bomber bombed detonated',
  'arrest arrested arrests detained detain custody',
  'charge charged charges indicted indictment',
  'convict convicted convicts conviction guilty',
  'flood floods flooding flooded inundated deluge',
  'storm hurricane typhoon cyclone',
  'fire blaze wildfire inferno flames bushfire',
  'shoot shooting shot gunman gunfire shooter gunmen',
  'protest protests protesters protester demonstration demonstrators rally marched',
  'strike strikes walkout stoppage striking',
  'win wins won victory winner winning triumph triumphed',
  'lose loses lost defeat defeated beaten',
  'election elections vote votes voting poll polls ballot voters electoral',
  'acquire acquires acquired acquisition buy buys bought purchase takeover buyout',
  'merge merger merges merging',
  'layoffs layoff redundancies redundancy jobs cuts',
  'approve approved approves approval pass passed passes backed',
  'reject rejects rejected rejection',
  'sue sues sued lawsuit suing suit',
  'ship vessel boat ferry',
  'sink sinks sank sunk capsizes capsized capsize overturned',
  'plane aircraft jet airliner airplane',
  'crash crashes crashed collision collided derailed derailment',
  'hurt injured injuries wounded injures wounding',
  'doctor doctors medic physicians physician',
  'police officers officer constable',
  'pm premier prime',
  'lawmaker lawmakers legislator legislators mp mps parliamentarian congressman',
  'company firm corporation companies',
  'rise rises rose increase increases increased raised raises hike hikes climb climbed jumped',
  'fall falls fell drop drops dropped decline declined slumped plunged plunge',
  'soldier soldiers troops troop',
  'attack attacks attacked assault raid',
  'hospital clinic infirmary',
  'school schools pupils classroom',
  'outbreak epidemic infections infected',
  'spacecraft probe lander orbiter',
  'rocket launcher booster',
  'named appoints appointed appointment appoint names nominated nominates nominee',
  'fired sacked dismissed ousted fires dismissal sacks',
  'hack hacked hackers breach breached cyberattack ransomware',
  'recall recalls recalled recalling withdrawn',
  'outage blackout outages',
  'ban bans banned prohibits prohibit outlawed',
  'talks negotiations negotiating negotiators',
  'agree agrees agreed agreement deal accord pact',
  'verdict ruling ruled rules judgment',
  'kidnap kidnapped kidnapping abducted abduction hostages hostage',
  'leave leaves left depart departs',
  'begin begins began start starts started',
  'investigate investigation investigators probes inquiry investigating',
  'hundred hundreds',
  'thousand thousands',
  'evacuate evacuated evacuation evacuations',
  'volcano volcanic eruption erupted erupts',
  'landslide mudslide landslides mudslides',
  'wreck wreckage debris rubble',
  'tape recording audio footage video',
  'dollar dollars',
  'wage wages pay salary salaries',
  'prize award awarded awards prizes',
];

const SENSES: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row) => {
    const stems = row.split(' ').map(stemOf);
    return stems.map((stem) => [stem, stems[0] ?? stem] as const);
  }),
);

/** The word that stands for all the words of its row, as a stem. */
export function senseOf(stem: string): string {
  return SENSES.get(stem) ?? stem;
}

/** Whether a word names a kind of happening, a common word even with a capital ("Hurricane"). */
export function isSense(word: string): boolean {
  return SENSES.has(stemOf(word));
}
