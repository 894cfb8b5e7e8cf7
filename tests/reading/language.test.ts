import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { detectLanguage } from '../../src/reading/language.ts';

const ARTICLES = `${import.meta.dirname}/../fixtures/articles`;

const SENTENCES: [language: string, text: string][] = [
  ['en', 'The council voted on Monday to close the bridge.'],
  ['en', 'COUNCIL VOTES TO CLOSE THE OLD BRIDGE'],
  ['de', 'Der Stadtrat stimmte am Montag für die Schließung der Brücke.'],
  ['fr', 'Le conseil a voté lundi la fermeture du pont.'],
  ['es', 'El consejo votó el lunes cerrar el puente.'],
  ['pt', 'O conselho votou na segunda-feira para fechar a ponte.'],
  ['it', 'Il consiglio ha votato lunedì per chiudere il ponte.'],
  ['nl', 'De raad stemde maandag voor het sluiten van de brug.'],
  ['sv', 'Rådet röstade i måndags för att stänga bron.'],
  ['pl', 'Rada głosowała w poniedziałek za zamknięciem mostu.'],
  ['ru', 'Совет проголосовал в понедельник за закрытие моста.'],
  ['uk', 'Рада проголосувала в понеділок за закриття мосту.'],
  ['tr', 'Konsey pazartesi günü köprüyü kapatma kararı aldı.'],
  ['zh', '市议会周一投票决定关闭这座桥。'],
  ['ja', '市議会は月曜日に橋の閉鎖を決議した。'],
  ['ko', '시의회는 월요일 다리 폐쇄를 의결했다.'],
  ['ar', 'صوت المجلس يوم الاثنين على إغلاق الجسر.'],
  [
    'bg',
    'Съветът гласува в понеделник да затвори моста, защото инспекторите са намерили пукнатини в две от опорите му.',
  ],
  [
    'ca',
    'El consell va votar dilluns tancar el pont perquè els inspectors hi van trobar esquerdes en dos dels pilars.',
  ],
  ['cs', 'Rada v pondělí hlasovala o uzavření mostu, protože inspektoři našli trhliny ve dvou pilířích.'],
  ['da', 'Rådet stemte mandag for at lukke broen, fordi der var fundet revner i to af pillerne.'],
  ['ro', 'Consiliul a votat luni închiderea podului după ce inspectorii au găsit fisuri în doi piloni.'],
  ['hu', 'A tanács hétfőn megszavazta a híd lezárását, mert repedéseket találtak két pilléren.'],
  ['vi', 'Hội đồng đã bỏ phiếu hôm thứ Hai để đóng cửa cây cầu.'],
  ['el', 'Το συμβούλιο ψήφισε να κλείσει τη γέφυρα.'],
];

const NOISE: [what: string, text: string][] = [
  ['nothing', ''],
  ['numbers', '12 34 56 78 90 1,234 5.6'],
  ['base64', 'aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0IHRleHQgd2hpY2ggaXMgbm90IGEgbGFuZ3VhZ2U='],
  ['random letters', 'xkqz wvbn rtpl qqwz mnbv zxcv plkj hgfd'],
  ['random keys', 'asdkjh qwoeiu zmxncb alskdj qpwoei rutyal skdjfh zmxbv'],
  ['a hash', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ['text read in the wrong encoding twice', 'ÃƒÂ©ÃƒÂ¨Ã‚Â»Ã‚Â« ÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢ Ã¯Â¿Â½'],
];

describe('the language of a text', () => {
  test.each(SENTENCES)('one sentence of news is enough: %s: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test.each(readdirSync(ARTICLES))('a whole article: %s', (file) => {
    const language = /\.(\w\w)\.txt$/.exec(file)?.[1] ?? 'en';
    expect(detectLanguage(readFileSync(`${ARTICLES}/${file}`, 'utf8'))).toBe(language);
  });

  test.each(NOISE)('is null for %s', (_what, text) => {
    expect(detectLanguage(text)).toBeNull();
  });

  it('is told from the start of a text of any length', () => {
    expect(detectLanguage('The council voted to close it and they will. '.repeat(200_000))).toBe('en');
  });
});
