/** Zones by the names mail and feeds give them, in hours east of UTC. */
const ZONES = new Map(
  Object.entries({
    WEST: 1,
    BST: 1,
    IST: 5.5,
    CET: 1,
    MEZ: 1,
    CEST: 2,
    MESZ: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    NST: -3.5,
    NDT: -2.5,
    AST: -4,
    ADT: -3,
    EST: -5,
    EDT: -4,
    ET: -5,
    CST: -6,
    CDT: -5,
    CT: -6,
    MST: -7,
    MDT: -6,
    MT: -7,
    PST: -8,
    PDT: -7,
    PT: -8,
    AKST: -9,
    AKDT: -8,
    HST: -10,
    BRT: -3,
    ART: -3,
    SAST: 2,
    PKT: 5,
    WIB: 7,
    HKT: 8,
    SGT: 8,
    AWST: 8,
    JST: 9,
    KST: 9,
    ACST: 9.5,
    AEST: 10,
    AEDT: 11,
    NZST: 12,
    NZDT: 13,
  }),
);

/** How far east of UTC a zone is, in minutes: "+02:00", "GMT-3", "(EST)". UTC for what names none we know. */
export function readZoneMinutes(text: string): number {
  const [, sign, hours, minutes = '0'] = /(?:^|UTC|GMT|\s)\s?([+-]|\u2212)(\d{1,2}):?(\d{2})?(?!\d)/i.exec(text) ?? [];
  if (hours) return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
  const name = /^[("']*([A-Z]{1,5})\b/i.exec(text)?.[1]?.toUpperCase();
  return (ZONES.get(name ?? '') ?? 0) * 60;
}
