import { stemOf } from './stem.ts';

/** Our own estimate of how common words are in English news: in about every third, tenth and thirtieth article. */
const TIERS: [share: number, words: string][] = [
  [
    0.35,
    'said says say saying year years people time last first made make told day days week since while still including many among around just now only such even because against during between through later take took taken come came going go get got put part way much well back down off being here own both each few made per us called according added',
  ],
  [
    0.12,
    'government official officials country state states national world public police president minister group report reported reports news company month months today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night early late number million billion hundred thousand percent cent long high old former chief leader leaders member members home work working set end high early local city area left right show shows known found expected think want need help plan plans statement spokesman spokeswoman spokesperson asked night earlier another three four five six seven eight nine ten second third several next however whether without within under again already another until less least never though third every same own use used using part place point case open run support major military international political united general office department secretary court law power war party head man men woman women children family life live lives lead led leading january february march april june july august september october november december times director service services security system media interview press told reporters article story read comment comments photo image copyright reserved editor updated published',
  ],
  [
    0.04,
    'accused action agency agree air allow announce announced announcement area army asked attack attempt authorities authority away bank based began begin believe best better big body boy bring brought budget build building business called campaign car care cause central century chance change changes charge chairman child citizens claim claims clear close coast commission committee concern concerns condition confirmed conference continue continued control cost costs council crisis crowd damage data deal death decision deep defence defense demand democratic despite develop development died difficult district doctor doctors due early east economic economy education effect effort efforts election emergency energy event evidence expert experts face fact failed far father fear fears federal figures final financial fire five force forces foreign friends full further future game give given global good great ground growing growth half hand happened hard head health hear heard heart held history hit hold hospital hope hour hours house human impact important incident increase industry information inside investigation issue issues job jobs justice keep kept key killed kind large launched law lawyer legal letter level likely line list little lost love low main majority manager march mark market matter mean measures medical meet meeting meetings men middle minutes missing money more mother move names near need network night nation nations north northern note offer officer officers oil once opened operation opposition order organisation organization outside paid parents parliament past pay period person phone place planned play policy political population position possible post present pressure price prices prime prison private problem problems process program programme project property prosecutors protest provide questions quickly race radio rate rates reached reason received recent recently record region relations remain remains residents response responsible result results return rights rise risk river road role room rule rules safe safety sales school sea senate senior sent serious services seven shot side sign signed similar site situation small social society sold son south southern speaking special spent staff stage stand start started station stay step stop story street strong students study suffered summer support sure take talks target tax team television term test thing things thought threat title took top total town trade tried true trust try turn understand university used victims video view violence visit vote wait wall water weapons weekend west western white win winter wife words workers worth wrong york young',
  ],
  [
    0.015,
    'america britain china russia france germany japan india israel iran iraq europe european africa african asia asian ukraine italy spain canada australia brazil mexico turkey korea pakistan afghanistan syria egypt poland netherlands sweden switzerland greece ireland scotland wales england nigeria kenya indonesia philippines thailand vietnam argentina chile colombia peru venezuela cuba saudi arabia qatar emirates yemen lebanon palestinian gaza un nato eu london paris berlin moscow beijing washington york tokyo brussels rome madrid delhi california texas florida ohio chicago los angeles san north south east west new united states kingdom republic islamic union nations supreme court congress house commons lords white bank university ministry agency association federation committee council party league champions olympic olympics cup world premier street city county park airport river lake island islands bay sir lady saint john david michael james robert mary maria george william paul peter thomas richard mark smith jones brown google apple amazon microsoft facebook twitter meta nasa fbi cia opec imf',
  ],
];

const SHARES = new Map(
  TIERS.toReversed().flatMap(([share, words]) => words.split(' ').map((word) => [stemOf(word), share] as const)),
);

/** A word that is on no list stands in so few articles. */
const RARE_SHARE = 0.002;

/** The share of articles, 0–1, in which a stem is expected before any article was read. */
export function expectedShare(stem: string): number {
  return SHARES.get(stem) ?? RARE_SHARE;
}

export function isCommon(word: string): boolean {
  return SHARES.has(stemOf(word));
}
