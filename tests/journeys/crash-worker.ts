import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logger.ts';
import { connect } from '../../src/store/database.ts';
import { wireDesk } from '../../src/wire.ts';

/** A worker process on the journey's store, by the clock that its parent sends; it is there to be killed. */
const { connection, settings, now: start } = JSON.parse(process.argv[2] ?? '');
let now: number = start;
process.on('message', (moment: number) => {
  now = moment;
});
process.on('disconnect', () => process.exit());

const config = readConfig(settings);
const logger = createLogger(config.LOG_LEVEL);
const desk = await wireDesk(await connect(connection, logger), config, logger, () => now);
await desk.startWorker();
process.send?.('works');
