import { defineConfig } from 'vitest/config';
import { repositoryRoot } from './folders.ts';

/** Unit tests lie beside the files they test; each test file runs in a process of its own. */
export default defineConfig({
  root: repositoryRoot,
  test: {
    environment: 'node',
    pool: 'forks',
    // One for each core: by itself it leaves one idle, which on two cores is half of the machine.
    maxWorkers: '100%',
    include: [
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'native-samples/**/*.test.ts',
      'forge-assets/**/*.test.ts',
    ],
    // Some tests compile a library with g++ or start a process, on a machine that is busy with others.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
  },
});
