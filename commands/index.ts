import complain from './complain.ts';
import evidence from './evidence.ts';
import help from './help.ts';
import praise from './praise.ts';
import remove from './remove.ts';
import rewrite from './rewrite.ts';
import sample from './sample.ts';
import settingsHistory from './settings/history.ts';
import settingsModerators from './settings/moderators.ts';
import settingsSet from './settings/set.ts';
import settingsShow from './settings/show.ts';
import sources from './sources.ts';
import summarize from './summarize.ts';

/** Every command, in the order of /help; what buttons and message menus reach comes last. */
export const commands = [
  summarize,
  settingsShow,
  settingsSet,
  settingsModerators,
  settingsHistory,
  help,
  evidence,
  sources,
  rewrite,
  praise,
  complain,
  sample,
  remove,
] as const;
