import type { Message } from '../chat/message.ts';
import { UserError } from '../errors.ts';
import type { DigestPlans } from '../news/digest-ports.ts';
import type { Scope, SettingsStore } from '../news/ports.ts';
import { DEFAULT_SETTINGS, type SettingName } from '../news/settings.ts';
import type { Offers } from '../news/source-ports.ts';
import { decodeFeed } from '../sources/decode.ts';
import { readSetup, type Setup } from '../sources/setup.ts';
import { readSetupOpml } from '../sources/setup-opml.ts';
import { type Changer, checkRoom, type FollowPorts, follow, noteChange } from './follow.ts';
import { saveOffer } from './offer.ts';
import { titleOf } from './pick-source.ts';
import { refuseEverybody } from './ping-role.ts';
import { applyDigests, planDigests } from './setup-digests.ts';
import { renderImported, renderPlan } from './setup-message.ts';
import { planSetup } from './setup-plan.ts';

export type Given = { kind: 'file'; handle: string } | { kind: 'text'; text: string };

export type ImportPorts = FollowPorts & {
  settings: SettingsStore;
  plans: DigestPlans;
  offers: Offers;
  files: { read(handle: string, scope: Scope): Promise<{ type: string | null; bytes: Uint8Array } | null> };
  styleNames: readonly string[];
};

/** Reads a set-up and says what it would change, with the button that does it. */
export async function previewImport(given: Given, scope: Scope, ports: ImportPorts): Promise<Message> {
  const text = given.kind === 'text' ? given.text : await readFile(given.handle, scope, ports);
  const outline = /<opml[\s>]/i.test(text.slice(0, 10_000)) ? readSetupOpml(text) : null;
  const setup = outline?.setup ?? readSetup(text);
  const { style } = setup.settings ?? {};
  if (style !== undefined && !ports.styleNames.includes(style))
    throw new UserError('badSetup', { problem: `there is no style “${style}”` });
  const followed = await ports.sources.ofChannel(scope.channel);
  const plan = planSetup(setup, followed, outline !== null);
  await checkRoom(plan.add.length, scope, ports);
  const changed = await changedSettings(setup, scope, ports);
  const digests = await digestsOf(setup, scope, ports);
  const offer = { kind: 'import' as const, setup, isOutline: outline !== null };
  const isNothing =
    plan.add.length + plan.change.length + digests.add.length + digests.change.length + changed.length === 0;
  const offered = isNothing ? null : await saveOffer(offer, scope.channel, ports);
  return renderPlan({ plan, digests, settings: changed, left: outline?.left ?? [], offer: offered });
}

/** Does what the preview said, as things stand now. */
export async function applyImport(
  { setup, isOutline }: { setup: Setup; isOutline: boolean },
  { scope, by }: Changer,
  ports: Omit<ImportPorts, 'files' | 'styleNames'>,
): Promise<Message> {
  const followed = await ports.sources.ofChannel(scope.channel);
  const plan = planSetup(setup, followed, isOutline);
  await checkRoom(plan.add.length, scope, ports);
  const digests = await digestsOf(setup, scope, ports);
  for (const { source, settings } of plan.add) await follow({ source, title: null, settings }, { scope, by }, ports);
  for (const { followed, settings } of plan.change) {
    await ports.sources.change(followed.id, scope.channel, settings);
    await noteChange(`${titleOf(followed)} is changed by an import`, { scope, by }, ports);
  }
  const changed = await changedSettings(setup, scope, ports);
  const { workspace, channel } = scope;
  for (const { name, value } of changed) await ports.settings.set({ workspace, place: channel, name, value, by });
  await applyDigests(digests, { scope, by }, ports);
  return renderImported({ plan, digests, settings: changed });
}

async function readFile(handle: string, scope: Scope, { files }: Pick<ImportPorts, 'files'>): Promise<string> {
  const file = await files.read(handle, scope);
  if (!file) throw new UserError('goneUpload');
  return decodeFeed(file.bytes, file.type);
}

async function digestsOf(setup: Setup, scope: Scope, { plans, settings }: Pick<ImportPorts, 'plans' | 'settings'>) {
  const zone = setup.settings?.zone ?? (await settings.read(scope)).zone;
  return planDigests(setup.digests, await plans.ofChannel(scope.channel), zone);
}

async function changedSettings({ settings: wanted }: Setup, scope: Scope, { settings }: Pick<ImportPorts, 'settings'>) {
  refuseEverybody(wanted?.ping ?? null, scope);
  const now = await settings.read(scope);
  // Its keys are the settings there are.
  const names = Object.keys(DEFAULT_SETTINGS) as SettingName[];
  return names.flatMap((name) => {
    const value = wanted?.[name];
    return value === undefined || value === now[name] ? [] : [{ name, value }];
  });
}
