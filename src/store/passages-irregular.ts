/** Past forms of English verbs that stemming does not lead back; those that are other words too ("left", "found", "saw") are not here. */
const VERBS =
  'win:won take:took,taken give:gave,given sell:sold buy:bought bring:brought fight:fought think:thought teach:taught catch:caught seek:sought strike:struck,stricken break:broke,broken speak:spoke,spoken steal:stole,stolen choose:chose,chosen freeze:froze,frozen write:wrote,written drive:drove,driven rise:risen arise:arose,arisen ride:rode,ridden fall:fell,fallen begin:began,begun drink:drank,drunk sing:sang,sung sink:sank,sunk swim:swam,swum shrink:shrank,shrunk spring:sprang fly:flew,flown grow:grew,grown know:knew,known throw:threw,thrown blow:blew,blown draw:drew,drawn withdraw:withdrew,withdrawn eat:ate,eaten forget:forgot,forgotten forbid:forbade,forbidden hide:hid,hidden shake:shook,shaken wear:wore,worn tear:tore,torn swear:swore,sworn become:became come:came overcome:overcame run:ran go:went,gone get:got,gotten hold:held meet:met lose:lost shoot:shot send:sent spend:spent build:built lend:lent keep:kept sleep:slept sweep:swept weep:wept pay:paid say:said sit:sat stand:stood understand:understood tell:told make:made lead:led flee:fled feed:fed hear:heard hang:hung dig:dug stick:stuck swing:swung cling:clung deal:dealt mean:meant feel:felt';

const BASES = new Map(
  VERBS.split(' ').flatMap((entry) => {
    const [base = '', forms = ''] = entry.split(':');
    return forms.split(',').map((form) => [form, base] as const);
  }),
);

/** The verb's base where the word, in small letters, is one of its irregular past forms; else the word. */
export function baseOf(word: string, language: string | null): string {
  return language === 'en' ? (BASES.get(word) ?? word) : word;
}
