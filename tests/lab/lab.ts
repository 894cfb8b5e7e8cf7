import { startLab } from './start.ts';

/** `npm run lab`: play Discord and Slack in a browser, with the real bot on both. LAB_PORT 0 = any free one. */
const port = Number(process.env.LAB_PORT || 4800);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error('LAB_PORT is a number from 0 to 65535.');
  process.exit(2);
}

const { promise: stopped, resolve: stop } = Promise.withResolvers<string>();
process.once('SIGINT', stop).once('SIGTERM', stop);

console.log('Starting both doubles, the database and the bot…');
try {
  const lab = await startLab({ port, settings: { LOG_LEVEL: process.env.LOG_LEVEL || 'warn' } });
  console.log(`lab ${lab.address}`);
  console.log(`try  /summarize ${lab.article}`);
  console.log(`\n${await stopped}: ending all`);
  await lab.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
