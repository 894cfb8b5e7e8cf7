/** A web address or a mail address, as people write them. */
const ADDRESS =
  /\b(?:https?:\/\/|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w{2,}|\b[a-z0-9-]+\.(?:com|net|org|io|xyz|ru|cn|top|info)\b\S*/giu;

/** Words to whoever, or whatever, works on the text instead of about the news. */
const TO_THE_READER =
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,60}\b(?:instructions?|prompts?|rules|above|previous|article|text)\b|\b(?:system|developer) prompt\b|\bas an? (?:ai|language model)\b|\byou (?:are|must act as) (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model)\b|\b(?:respond|reply|answer|output|write) (?:only|with|exactly|nothing but)\b[^.]{0,40}[:“"']/iu;

/** The addresses in a text. */
export function addressesIn(text: string): string[] {
  return text.match(ADDRESS) ?? [];
}

/** Whether a sentence sends its reader somewhere or tells it what to do: never to be passed on, whoever's sentence it is. */
export function addressesReader(text: string): boolean {
  return addressesIn(text).length > 0 || TO_THE_READER.test(text);
}
