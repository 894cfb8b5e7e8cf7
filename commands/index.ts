import ask from './ask.ts';
import complain from './complain.ts';
import coverage from './coverage.ts';
import digestArchive from './digest/archive.ts';
import digestInstant from './digest/instant.ts';
import digestList from './digest/list.ts';
import digestNow from './digest/now.ts';
import digestPause from './digest/pause.ts';
import digestPreview from './digest/preview.ts';
import digestRemove from './digest/remove.ts';
import digestResume from './digest/resume.ts';
import digestSchedule from './digest/schedule.ts';
import evidence from './evidence.ts';
import help from './help.ts';
import praise from './praise.ts';
import proof from './proof.ts';
import remove from './remove.ts';
import rewrite from './rewrite.ts';
import sample from './sample.ts';
import settingsHistory from './settings/history.ts';
import settingsModerators from './settings/moderators.ts';
import settingsSet from './settings/set.ts';
import settingsShow from './settings/show.ts';
import sourceAdd from './source/add.ts';
import sourceConfirm from './source/confirm.ts';
import sourceExport from './source/export.ts';
import sourceFilter from './source/filter.ts';
import sourceImport from './source/import.ts';
import sourceList from './source/list.ts';
import sourcePause from './source/pause.ts';
import sourceRemove from './source/remove.ts';
import sourceResume from './source/resume.ts';
import sourceSet from './source/set.ts';
import sourceTest from './source/test.ts';
import sources from './sources.ts';
import summarize from './summarize.ts';
import usage from './usage.ts';
import why from './why.ts';

/** Every command, in the order of /help; what buttons and message menus reach comes last. */
export const commands = [
  summarize,
  ask,
  sourceAdd,
  sourceList,
  sourceFilter,
  sourceSet,
  sourcePause,
  sourceResume,
  sourceRemove,
  sourceTest,
  sourceImport,
  sourceExport,
  why,
  digestNow,
  digestPreview,
  digestSchedule,
  digestList,
  digestPause,
  digestResume,
  digestRemove,
  digestInstant,
  digestArchive,
  settingsShow,
  settingsSet,
  settingsModerators,
  settingsHistory,
  usage,
  help,
  evidence,
  proof,
  sources,
  coverage,
  rewrite,
  praise,
  complain,
  sample,
  remove,
  sourceConfirm,
] as const;
