import { defineCommand } from '../../src/chat/command.ts';
import { line, required } from '../../src/chat/options.ts';
import { type PlanPorts, schedulePlan } from '../../src/desk/digest-plans.ts';
import { readSchedule } from '../../src/digests/read-schedule.ts';
import { readZone } from '../../src/digests/zone.ts';
import type { Clock, SettingsStore } from '../../src/news/ports.ts';

export default defineCommand({
  name: 'digest schedule',
  description: 'Have a digest posted here daily, on weekdays, weekly or by cron',
  access: 'moderators',
  opens: 'private',
  options: {
    when: {
      ...required(line('When: daily 08:00, weekdays 7:30, weekly mon 9:00 or cron 0 8 * * 1-5')),
      read: (given: string) => readSchedule(given),
    },
    zone: { ...line('Its time zone, such as Europe/Berlin; the channel’s if left out'), read: readZone },
    section: line('Only what sources of this section tell'),
    name: line('What it is called; the same name again replaces it'),
  },

  async run({ options, scope, caller }, ports: PlanPorts & { settings: Pick<SettingsStore, 'read'>; clock: Clock }) {
    const { when, zone, section, name } = options;
    return await schedulePlan(
      { schedule: when, zone, tag: section, name: name ?? 'digest' },
      { scope, by: caller.ref },
      ports,
    );
  },
});
