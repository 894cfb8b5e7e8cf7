import { writeFileSync } from 'node:fs';
import { configExample } from './config.ts';

/** `npm run docs`: .env.example is generated from the one schema of settings. */
writeFileSync('.env.example', configExample());
