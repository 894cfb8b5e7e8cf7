import type { Faults, Journal } from '../journal.ts';
import type { CommandStore } from './command-store.ts';
import type { Interactions } from './interactions.ts';
import type { State } from './state.ts';

/** The parts of the double that routes and persons work on. */
export interface Core {
  state: State;
  interactions: Interactions;
  commands: CommandStore;
  journal: Journal;
  faults: Faults;
}
